/** An option, as a module that is imported whole may hold it. */
export const name = "of a module";
