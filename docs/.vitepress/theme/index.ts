import { type Theme, onContentUpdated } from "vitepress";
import DefaultTheme from "vitepress/theme";
import { addPanels } from "./samples/index.ts";
import { fixSearchDialog } from "./search-dialog.ts";
import "./site.css";

const theme: Theme = {
  extends: DefaultTheme,
  setup() {
    onContentUpdated(addPanels);
  },
  enhanceApp() {
    if (typeof document !== "undefined") fixSearchDialog();
  },
};
export default theme;
