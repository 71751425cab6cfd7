import { resolve } from "node:path";
import ts from "typescript";

const root = resolve(__dirname, "../..");

/** The browser side as TypeScript understands it: what it knows of types is gone when a test runs. */
export function browserProgram(): ts.Program {
  const { config } = ts.readConfigFile(resolve(root, "tsconfig.json"), (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  return ts.createProgram(
    fileNames.filter((path) => path.startsWith(resolve(root, "src"))),
    { ...options, noEmit: true, incremental: false },
  );
}

/** What a sentence is given, by the type of each argument: two values that differ wherever a type has two. */
export interface Sample {
  readonly path: string;
  readonly given: readonly (readonly [unknown, unknown])[];
}

/** Every sentence of the catalogue that takes values. */
export function sentencesWithValues(program: ts.Program): readonly Sample[] {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(resolve(root, "src/wording/topics.ts"));
  const topics = source?.statements.find((statement) => ts.isInterfaceDeclaration(statement));
  if (topics === undefined) throw new Error("src/wording/topics.ts has no interface of topics");
  const found: Sample[] = [];
  const walk = (type: ts.Type, path: readonly string[]): void => {
    const [signature] = type.getCallSignatures();
    if (signature !== undefined) {
      const given = signature.parameters.map((parameter) => valuesOf(checker.getTypeOfSymbol(parameter), checker));
      found.push({ path: path.join("."), given });
      return;
    }
    if (type.flags & ts.TypeFlags.StringLike || checker.isArrayLikeType(type)) return;
    for (const property of checker.getPropertiesOfType(type)) walk(checker.getTypeOfSymbol(property), [...path, property.name]);
  };
  walk(checker.getTypeAtLocation(topics), []);
  return found;
}

function valuesOf(type: ts.Type, checker: ts.TypeChecker): readonly [unknown, unknown] {
  if (type.isUnion() && !(type.flags & ts.TypeFlags.Boolean)) {
    const [first, second] = type.types.map((member) => valuesOf(member, checker)[0]);
    return [first, second];
  }
  if (type.isStringLiteral()) return [type.value, type.value];
  if (type.flags & ts.TypeFlags.Number) return [5, 7];
  if (type.flags & ts.TypeFlags.String) return ["Oba", "Uzo"];
  if (type.flags & ts.TypeFlags.Boolean) return [true, false];
  if (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) return [null, null];
  if (checker.isArrayLikeType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    const [one, two] = element === undefined ? ["Oba", "Uzo"] : valuesOf(element, checker);
    return [[one, two], [two]];
  }
  const entries = checker.getPropertiesOfType(type).map((property) => [property.name, valuesOf(checker.getTypeOfSymbol(property), checker)] as const);
  return [Object.fromEntries(entries.map(([name, [one]]) => [name, one])), Object.fromEntries(entries.map(([name, [, two]]) => [name, two]))];
}

/**
 * Places outside of every function that take a text from the catalogue: such a text would stay in the language of the start. Given as
 * `file:line code`.
 */
export function textsKeptForGood(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const found: string[] = [];
  for (const source of program.getSourceFiles()) {
    const path = source.fileName;
    if (source.isDeclarationFile || !path.startsWith(resolve(root, "src")) || path.startsWith(resolve(root, "src/wording"))) continue;
    const words = new Set(
      source.statements.flatMap((statement) =>
        ts.isImportDeclaration(statement) && /\/wording\//.test(statement.moduleSpecifier.getText()) ? importedNames(statement) : [],
      ),
    );
    const visit = (node: ts.Node): void => {
      if ((ts.isFunctionLike(node) && !runsAtOnce(node)) || ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
      const takes = ts.isCallExpression(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
      if (takes && words.has(rootOf(node)) && isText(checker.getTypeAtLocation(node))) {
        found.push(`${path.slice(root.length + 1)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1} ${node.getText()}`);
        return;
      }
      if (ts.isVariableDeclaration(node) && node.initializer !== undefined && words.has(rootOf(node.initializer))) {
        for (const name of namesOf(node.name)) {
          words.add(name.text);
          if (isText(checker.getTypeAtLocation(name))) found.push(`${path.slice(root.length + 1)} ${node.getText()}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    ts.forEachChild(source, visit);
  }
  return found;
}

/** A function that is handed to `map` and its like runs where it stands. */
function runsAtOnce(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isCallExpression(parent) || !ts.isPropertyAccessExpression(parent.expression)) return false;
  return ["map", "flatMap", "filter", "forEach", "reduce", "from"].includes(parent.expression.name.text);
}

function importedNames(statement: ts.ImportDeclaration): readonly string[] {
  const bindings = statement.importClause?.namedBindings;
  return bindings !== undefined && ts.isNamedImports(bindings) ? bindings.elements.map(({ name }) => name.text) : [];
}

function rootOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node) || ts.isCallExpression(node)) return rootOf(node.expression);
  return "";
}

function namesOf(name: ts.BindingName): readonly ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isBindingElement(element) ? namesOf(element.name) : []));
}

function isText(type: ts.Type): boolean {
  return type.isUnion() ? type.types.some(isText) : (type.flags & ts.TypeFlags.StringLike) !== 0;
}
