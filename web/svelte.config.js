/** Runes everywhere; no preprocessor: TypeScript in templates is Svelte's own. */
export default { compilerOptions: { runes: true } };
