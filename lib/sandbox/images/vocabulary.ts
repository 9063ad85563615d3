/**
 * Words that the renderer knows, by what they bring into a picture. Data; English words in the singular, Chinese
 * ones as they stand in a sentence.
 */
export const vocabulary = {
  "scene:mountains":
    "mountain mount hill peak alp ridge valley cliff canyon landscape volcano 山 峰 岭 峡谷 山水 风景 火山",
  "scene:sea": "sea ocean beach coast wave shore island harbor harbour boat ship sail 海 洋 沙滩 浪 岛 船 帆",
  "scene:forest": "forest tree wood pine jungle woodland park bamboo 森林 树 林 松 竹 丛林",
  "scene:city":
    "city town street skyline building tower tokyo york shanghai metropolis downtown village house 城 街 楼 都市 上海 东京 北京 房",
  "scene:dunes": "desert dune sand sahara savanna plain field wheat 沙漠 沙丘 田 草原 麦",
  "scene:cosmos":
    "space galaxy nebula planet universe cosmos star cosmic astronaut 太空 宇宙 星系 星云 行星 星球 银河",
  "scene:garden":
    "flower garden rose tulip bloom blossom petal lotus bouquet orchid meadow spring 花 园 玫瑰 莲 樱 春",
  "scene:silk":
    "abstract silk smoke ink paint marble flow liquid pattern texture wallpaper fluid dream music 抽象 烟 流动 大理石 纹理 梦 音乐",
  "time:day": "day noon sunny daylight summer bright 白天 正午 晴 夏",
  "time:dawn": "dawn sunrise morning 黎明 日出 早晨 清晨 晨",
  "time:dusk": "dusk sunset evening twilight autumn golden 黄昏 日落 傍晚 夕阳 晚霞 秋",
  "time:night": "night midnight dark moonlight moonlit nocturnal 夜 晚上 月光 黑暗",
  "with:water": "lake river water pond reflection bay stream fjord 湖 河 江 水 倒影 池",
  "with:snow": "snow winter snowy ice frost glacier 雪 冬 冰 霜",
  "with:mist": "mist fog haze misty foggy rain rainy cloud cloudy storm 雾 雨 云 阴 霾 暴风",
  "with:stars": "star starry constellation 星",
  "with:light": "sun moon lantern 太阳 月 阳光",
  "colour:red": "red crimson scarlet ruby 红 赤 绯",
  "colour:orange": "orange amber copper 橙 橘",
  "colour:yellow": "yellow lemon 黄色 柠檬",
  "colour:gold": "gold golden 金",
  "colour:green": "green emerald jade olive 绿 翠 青草",
  "colour:teal": "teal turquoise cyan aqua 青 碧",
  "colour:blue": "blue azure navy cobalt sapphire 蓝 湛",
  "colour:purple": "purple violet lavender indigo 紫",
  "colour:pink": "pink magenta rose 粉",
  "colour:brown": "brown coffee wood chocolate sepia 棕 褐 咖啡",
  "colour:white": "white ivory pale 白色 雪白 洁白",
  "colour:black": "black ebony 黑",
  "colour:grey": "grey gray silver monochrome 灰 银",
  "style:vivid": "neon vivid cyberpunk vibrant colorful colourful 霓虹 鲜艳 赛博",
  "style:soft": "pastel soft watercolor watercolour gentle dreamy 柔 水彩 淡",
  "style:ink": "monochrome sumi calligraphy sketch pencil 水墨 素描 黑白",
} as const

export type Effect = keyof typeof vocabulary
