/** Attributes of an element; `undefined` ones are left out. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An SVG element. Text is escaped, elements inside are not. */
export function element(name: string, attributes: Attributes, ...inside: readonly string[]): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${typeof value === "number" ? round(value) : escape(value)}"`],
  );
  return `<${name}${written.join("")}>${inside.join("")}</${name}>`;
}

export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, escape(content));
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: Attributes): string {
  return element("line", { x1, y1, x2, y2, ...attributes });
}

/** The colors of a drawing, and what replaces each of them where the reader prefers a dark scheme. */
const darkColors: Readonly<Record<string, string>> = {
  "#ffffff": "#1b1b1f",
  "#24292f": "#e6edf3",
  "#57606a": "#9198a1",
  "#dbdee4": "#3d444d",
  "#0b6e4f": "#4cc38a",
  "#c8102e": "#ff7b72",
  "#6a4fb3": "#b9a3f5",
  "#1f6fb2": "#6cb6ff",
  "#6b6b6b": "#a8a8a8",
};

/** Presentation attributes give way to a style sheet, which viewers without one ignore. */
function darkStyle(): string {
  const rules = Object.entries(darkColors).flatMap(([light, dark]) =>
    ["fill", "stroke"].map((property) => `[${property}="${light}"]{${property}:${dark}}`),
  );
  return element("style", {}, `@media (prefers-color-scheme: dark){${rules.join("")}}`);
}

/** A whole drawing, on a ground of its own, so that it reads on any page. */
export function drawing(width: number, height: number, title: string, parts: readonly string[]): string {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: "img",
    "font-family": "sans-serif",
    "font-size": 12,
    fill: "#24292f",
  };
  const ground = element("rect", { width, height, fill: "#ffffff" });
  const head = [element("title", {}, escape(title)), darkStyle(), ground];
  return `${element("svg", attributes, ...head, ...parts.map((part) => `\n${part}`), "\n")}\n`;
}

function escape(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const round = (value: number) => Math.round(value * 10) / 10;
