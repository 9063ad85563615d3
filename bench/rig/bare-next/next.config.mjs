/** @type {import("next").NextConfig} */
export default {
  // Built in a temporary folder, where the packages are a link to the project's.
  turbopack: { root: "/" },
  logging: false,
  typescript: { ignoreBuildErrors: true },
}
