import js from '@eslint/js';
import compat from 'eslint-plugin-compat';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist', 'node_modules', 'src/wire.ts'] },
  js.configs.recommended,
  ...ts.configs.recommended,
  ...svelte.configs.recommended,
  {
    files: ['src/**'],
    ...compat.configs['flat/recommended'], // against .browserslistrc: Chrome and Edge 109
    languageOptions: { globals: globals.browser },
  },
  { files: ['*.{js,mjs,ts}'], languageOptions: { globals: globals.node } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: [
      'src/App.svelte', 'src/{audio,link,parts,room}/**', 'src/screens/{Point,Hall,Join,Ready}.svelte', 'src/screens/{point,hall,ready,prepared}/**',
    ],
    ignores: ['src/screens/point/{Checks,Results}.svelte'], // they come when they are needed
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: '/text$', message: 'A page on a thin line speaks text/common.' }] }],
    },
  },
  {
    rules: {
      'no-undef': 'off', // TypeScript knows better
      'prefer-const': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'svelte/prefer-svelte-reactivity': 'off', // maps of ours are values, not state
      'svelte/no-navigation-without-resolve': 'off', // a rule of SvelteKit
    },
  },
);
