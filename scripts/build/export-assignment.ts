import ts from "typescript";

/**
 * Turns the declarations of an ES module with a callable default export into those of the CommonJS module that is
 * that callable: `export = twilio`, where `twilio` is a function merged with a namespace of all exports. One that has
 * `default` among them serves compilers with and without `esModuleInterop`.
 */
export function exportAssignment(file: string, text: string): string {
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
  const namespace = `declare namespace ${callable.name} {\n  export {\n    ${names.join(",\n    ")},\n  };\n}`;
  return `${[...statements, ...functions, namespace, `export = ${callable.name};`].join("\n\n")}\n`;
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
