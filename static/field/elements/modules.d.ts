/** A drawing of the open icon set, as its nodes; the build takes it from the icon package. */
declare module "icon:*" {
  const nodes: readonly (readonly [string, Readonly<Record<string, string>>])[]
  export default nodes
}

/** The `field.po` of a language, as the build compiles it: source text to its forms. */
declare module "catalog:*" {
  const forms: Readonly<Record<string, readonly string[]>>
  export default forms
}

/** A file that the build puts beside the scripts, by its address. */
declare module "*.wasm" {
  const address: string
  export default address
}
