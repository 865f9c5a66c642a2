// Files that the build writes into the program as texts.
declare module "charts.css" {
  const text: string;
  export default text;
}
declare module "charts.css/LICENSE" {
  const text: string;
  export default text;
}
declare module "sortable-tablesort/dist/standalone/sortable.min.js" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}
