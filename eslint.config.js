import js from "@eslint/js";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "cli/dist/",
      "docs/public/",
      "site/",
      "coverage/",
      "generated/",
      ".cache/",
      "examples/integrations/",
      "test/package/consumers/",
      "test/prism/",
    ],
  },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ["*.js"] } } },
    rules: {
      "max-lines": ["error", 300],
      complexity: ["error", 16],
      // An interface gives a derived type a name that a user's editor shows instead of its expansion.
      "@typescript-eslint/no-empty-object-type": ["error", { allowInterfaces: "with-single-extends" }],
      // The older products are deprecated for users; here they are still to be written and tested.
      "@typescript-eslint/no-deprecated": "off",
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
);
