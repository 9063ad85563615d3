declare module "opencc-js/dict/TSCharacters" {
  /** `FROM TO` pairs, separated by `|`. */
  const pairs: string
  export default pairs
}
