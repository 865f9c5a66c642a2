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

/** A whole drawing, on a ground of its own, so that it reads on a dark page as well. */
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
  return `${element("svg", attributes, element("title", {}, escape(title)), ground, ...parts.map((part) => `\n${part}`), "\n")}\n`;
}

function escape(content: string): string {
  return content.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

const round = (value: number) => Math.round(value * 10) / 10;
