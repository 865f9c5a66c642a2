import type { Theme } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { mendSearchDialog } from "./search-dialog.ts";
import "./site.css";

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp() {
    if (typeof document !== "undefined") mendSearchDialog();
  },
};
export default theme;
