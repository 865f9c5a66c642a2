import ts from "typescript";

/** The declarations of a module with a callable default export, as an ES module and as CommonJS. */
export interface CallableModule {
  readonly esm: string;
  readonly commonJs: string;
}

/**
 * Declares the callable default export of an ES module as a function merged with a namespace of all exports, and the
 * CommonJS module that is that callable: `export = twilio`. One that has `default` in its namespace serves compilers
 * with and without `esModuleInterop`. Declarations of others' CommonJS libraries name types by that namespace; it is
 * in the ES module, too, because whoever depends on such a library may resolve the import to it.
 */
export function declareCallable(file: string, text: string): CallableModule {
  // The file alone is enough to find its exports and the signatures of its default one.
  const program = ts.createProgram([file], { noLib: true, noResolve: true, types: [] });
  const source = program.getSourceFile(file);
  const checker = program.getTypeChecker();
  const module = source && checker.getSymbolAtLocation(source);
  if (source?.text !== text || module === undefined) throw new Error(`${file} is not a module`);
  const exported = checker.getExportsOfModule(module).map((symbol) => {
    const local = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    return { name: symbol.name, local };
  });
  const callable = exported.find(({ name }) => name === "default")?.local;
  if (callable === undefined) throw new Error(`${file} has no default export`);

  const signatures = checker.getTypeOfSymbol(callable).getCallSignatures();
  const functions = signatures.map((signature) => functionText(callable.name, signature));
  const named = exported.filter(({ name }) => name !== "default");
  const kept = new Set(named.flatMap(({ local }) => local.declarations ?? []).map(statementOf));
  const replaced = new Set([
    ...(callable.declarations ?? []).map(statementOf),
    // Another export may be the function that the callable is made of.
    ...signatures
      .map((signature) => statementOf(signature.getDeclaration()))
      .filter((node) => !kept.has(node)),
  ]);
  const statements = source.statements
    .filter((statement) => !replaced.has(statement) && !isExportList(statement))
    .map((statement) => withoutExport(statement));
  const names = exported.map(({ name, local }) => {
    const specifier = local.name === name ? name : `${local.name} as ${name}`;
    return local.flags & ts.SymbolFlags.Value ? specifier : `type ${specifier}`;
  });
  const others = names.filter((specifier) => !specifier.endsWith(" as default"));
  const declare = (members: readonly string[], ending: string) =>
    `${[...statements, ...functions, `declare namespace ${callable.name} {\n${exportList(members)}\n}`, ending].join("\n\n")}\n`;
  return {
    esm: declare(others, `export default ${callable.name};\n\n${exportList(others)}`),
    commonJs: declare(names, `export = ${callable.name};`),
  };
}

function exportList(names: readonly string[]): string {
  return `export {\n  ${names.join(",\n  ")},\n};`;
}

function functionText(name: string, signature: ts.Signature): string {
  const node = signature.getDeclaration();
  const comment = ts
    .getJSDocCommentsAndTags(node)
    .filter((part) => ts.isJSDoc(part))
    .map((part) => `${part.getText()}\n`);
  const start = node.typeParameters?.pos ?? node.parameters.pos;
  const rest = node.getSourceFile().text.slice(start - 1, node.end);
  return `${comment.join("")}declare function ${name}${rest}`;
}

/** The top-level statement that a node is part of. */
function statementOf(node: ts.Node): ts.Node {
  return ts.isSourceFile(node.parent) ? node : statementOf(node.parent);
}

/** `export { … }` of names of this file, or `export default NAME`. */
function isExportList(statement: ts.Statement): boolean {
  if (ts.isExportAssignment(statement)) return true;
  if (!ts.isExportDeclaration(statement)) return false;
  if (statement.moduleSpecifier) throw new Error(`Not rolled up: ${statement.getText()}`);
  return true;
}

function withoutExport(statement: ts.Statement): string {
  const text = statement.getFullText().trim();
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  const keyword = modifiers?.find(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
  if (keyword === undefined) return text;
  const before = statement.getSourceFile().text.slice(statement.getFullStart(), keyword.getStart());
  const after = statement.getSourceFile().text.slice(keyword.end, statement.end);
  return `${before}${after.trimStart()}`.trim();
}
