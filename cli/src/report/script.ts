/**
 * Makes buttons of the headers, which the keyboard reaches, and by which the sorter knows a column. Where no script
 * runs there are no buttons that do nothing.
 */
export const headerButtons = `
for (const header of document.querySelectorAll(".sortable thead th")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...header.childNodes);
  header.append(button);
}
`;
