import type { CodeAddress, CodeRequest } from "./code-request.ts"
import { javaHelpers } from "./java-helpers.ts"
import { commentText, javaString, javaTextBlock, jsonText, titleText, withoutTexts } from "./literals.ts"
import {
  type CodeSource,
  hasTools,
  isImage,
  type NamedRequest,
  namedRequests,
  variablesOf,
} from "./snippet.ts"
import type { FileTokens } from "./write-value.ts"

/** A class for Java 17 or later that sends these requests one after the other, by OkHttp. */
export function javaCode(source: CodeSource): string {
  const requests = namedRequests(source)
  const variables = variablesOf(requests)
  const comments = [
    ...requests.map(({ name, model, connection }) => commentText(`${name}: ${model} (${connection})`)),
    "Needs: com.squareup.okhttp3:okhttp:4.12.0, com.google.code.gson:gson:2.11.0",
    ...(variables.length > 0 ? [`Set in the environment: ${variables.join(", ")}`] : []),
    ...(source.files.length > 0 ? [`Reads: ${source.files.map(({ name }) => name).join(", ")}`] : []),
  ]
  const body = [
    main(requests),
    ...requests.map((request) => ask(request, source.files)),
    ...javaHelpers(requests, source.files),
  ].join("\n\n")
  return [
    comments.map((line) => `// ${line}`).join("\n"),
    importsFor(body),
    `public class Bracket {\n    static final OkHttpClient client =\n        new OkHttpClient.Builder().readTimeout(Duration.ofMinutes(10)).build();\n\n${body}\n}\n`,
  ].join("\n\n")
}

/** The classes that this code names. */
function importsFor(body: string): string {
  const classes = {
    "com.google.gson": ["JsonElement", "JsonObject", "JsonParser"],
    "java.io": ["IOException"],
    "java.nio.charset": ["StandardCharsets"],
    "java.nio.file": ["Files", "Path"],
    "java.time": ["Duration"],
    "java.util": ["ArrayList", "Base64", "HexFormat", "List"],
    "java.util.function": ["Consumer"],
    "javax.crypto": ["Mac"],
    "javax.crypto.spec": ["SecretKeySpec"],
    okhttp3: [
      "Credentials",
      "FormBody",
      "HttpUrl",
      "MediaType",
      "MultipartBody",
      "OkHttpClient",
      "Request",
      "RequestBody",
      "Response",
    ],
    okio: ["Buffer", "BufferedSource"],
  }
  const code = withoutTexts(body)
  const always = new Set(["Duration", "OkHttpClient"])
  return Object.entries(classes)
    .flatMap(([name, members]) =>
      members
        .filter((member) => always.has(member) || new RegExp(`(?<![.\\w])${member}\\b`).test(code))
        .map((member) => `import ${name}.${member};`),
    )
    .join("\n")
}

function main(requests: NamedRequest[]): string {
  const lines = requests.flatMap((request) => [
    ...(requests.length > 1 ? [`System.out.println(${javaString(titleText(request.name))});`] : []),
    `ask${request.id.toUpperCase()}();`,
  ])
  return `    public static void main(String[] args) throws Exception {\n${lines.map((line) => `        ${line}\n`).join("")}    }`
}

const javaEnv = (name: string): string => `env(${javaString(name)})`

const javaAddress = ({ base, text }: CodeAddress): string =>
  base === undefined ? javaString(text) : `${javaEnv(base)}.replaceAll("/+$", "") + ${javaString(text)}`

function ask(request: NamedRequest, files: FileTokens): string {
  const { auth, body, id, stream, url } = request
  const type = body.kind === "json" ? 'MediaType.get("application/json")' : "form.contentType()"
  const isBytes = body.kind === "json" || auth.kind === "hmac"
  const headers = [
    ...(stream ? ['.header("Accept", "text/event-stream")'] : []),
    ...(auth.kind === "bearer" ? [`.header("Authorization", "Bearer " + ${javaEnv(auth.key)})`] : []),
    ...(auth.kind === "oauth2" ? ['.header("Authorization", "Bearer " + token)'] : []),
    ...(auth.kind === "basic"
      ? [
          `.header("Authorization", Credentials.basic(${javaEnv(auth.user)}, ${javaEnv(auth.password)}, StandardCharsets.UTF_8))`,
        ]
      : []),
  ]
  const lines = [
    `HttpUrl url = HttpUrl.get(${javaAddress(url)});`,
    ...(auth.kind === "oauth2" ? [tokenLine(auth)] : []),
    ...(body.kind === "json" ? [jsonLines(body.value, files)] : formLines(body)),
    ...(isBytes && body.kind === "form"
      ? ["Buffer buffer = new Buffer();", "form.writeTo(buffer);", "byte[] body = buffer.readByteArray();"]
      : []),
    `Request.Builder request = new Request.Builder()`,
    `    .url(url)`,
    ...headers.map((line) => `    ${line}`),
    `    .post(${isBytes ? `RequestBody.create(body, ${type})` : "form"});`,
    ...(auth.kind === "hmac"
      ? [`sign(request, url, body, ${javaEnv(auth.apiKey)}, ${javaEnv(auth.secretKey)});`]
      : []),
    "try (Response response = client.newCall(request.build()).execute()) {",
    "    if (!response.isSuccessful()) {",
    `        throw new IOException(response.code() + ": " + response.body().string());`,
    "    }",
    ...answerLines(request).map((line) => `    ${line}`),
    "}",
  ]
  const text = lines.map((line) => `        ${line}\n`).join("")
  return `    static void ask${id.toUpperCase()}() throws Exception {\n${text}    }`
}

function tokenLine(auth: Extract<CodeRequest["auth"], { kind: "oauth2" }>): string {
  const scope = auth.scope === undefined ? "null" : javaString(auth.scope)
  return `String token = accessToken(${javaAddress(auth.tokenUrl)}, ${javaEnv(auth.clientId)}, ${javaEnv(auth.clientSecret)}, ${scope});`
}

/** No constant of Java may be longer than 65,535 bytes. */
const longestConstant = 60_000
const partLength = 8_000

function jsonLines(value: unknown, files: FileTokens): string {
  const text = jsonText(value)
  const used = files.filter(({ token }) => text.includes(token))
  const replaced = used.map(
    ({ token, name }) => `.replace(${javaString(token)}, base64(${javaString(name)}))`,
  )
  const isLong = new TextEncoder().encode(text).length > longestConstant
  const literal = isLong ? joinedParts(text) : javaTextBlock(text, "            ")
  return `byte[] body = ${literal}${replaced.join("")}.getBytes(StandardCharsets.UTF_8);`
}

function joinedParts(text: string): string {
  const characters = [...text]
  const parts: string[] = []
  for (let start = 0; start < characters.length; start += partLength)
    parts.push(javaString(characters.slice(start, start + partLength).join("")))
  return `String.join("",\n${parts.map((part) => `            ${part}`).join(",\n")})`
}

function formLines(body: Extract<CodeRequest["body"], { kind: "form" }>): string[] {
  return [
    "MultipartBody form = new MultipartBody.Builder()",
    "    .setType(MultipartBody.FORM)",
    ...body.fields.map(
      ({ name, value }) => `    .addFormDataPart(${javaString(name)}, ${javaString(value)})`,
    ),
    ...body.files.flatMap(({ name, file }) => [
      `    .addFormDataPart(${javaString(name)}, ${javaString(file)},`,
      `        RequestBody.create(Files.readAllBytes(Path.of(${javaString(file)})), MediaType.get("image/png")))`,
    ]),
    "    .build();",
  ]
}

function answerLines(request: NamedRequest): string[] {
  const { answer, stream, stem, extension } = request
  const name = javaString(`${stem}-{number}.${extension}`)
  if (isImage(request)) {
    if (stream)
      return [
        "List<String> images = new ArrayList<>();",
        "events(response.body().source(), event -> {",
        `    if (text(event, "type").endsWith(".completed")) images.add(text(event, "b64_json"));`,
        "});",
        `save(images, ${name});`,
      ]
    const each =
      answer === "webui"
        ? [`for (JsonElement image : answer.getAsJsonArray("images")) images.add(image.getAsString());`]
        : [
            `for (JsonElement image : answer.getAsJsonArray("data")) {`,
            `    images.add(text(image.getAsJsonObject(), "b64_json"));`,
            "}",
          ]
    return [read, "List<String> images = new ArrayList<>();", ...each, `save(images, ${name});`]
  }
  const calls = hasTools(request)
  if (stream)
    return [
      "events(response.body().source(), event -> {",
      `    if (!event.has("choices")) return;`,
      `    for (JsonElement choice : event.getAsJsonArray("choices")) {`,
      ...(answer === "completion"
        ? [`        System.out.print(text(choice.getAsJsonObject(), "text"));`]
        : [
            `        JsonObject delta = choice.getAsJsonObject().getAsJsonObject("delta");`,
            `        System.out.print(text(delta, "content"));`,
            ...(calls ? ["        printCalls(delta);"] : []),
          ]),
      "    }",
      "    System.out.flush();",
      "});",
      "System.out.println();",
    ]
  const first = `answer.getAsJsonArray("choices").get(0).getAsJsonObject()`
  if (answer === "completion") return [read, `System.out.println(text(${first}, "text"));`]
  return [
    read,
    `JsonObject message = ${first}.getAsJsonObject("message");`,
    `System.out.println(text(message, "content"));`,
    ...(calls ? ["printCalls(message);"] : []),
  ]
}

const read = "JsonObject answer = JsonParser.parseString(response.body().string()).getAsJsonObject();"
