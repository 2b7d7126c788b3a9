// Relative addresses, for any folder of any host; JSX without an import of React in each file.
export default { base: "./", esbuild: { jsx: "automatic" } };
