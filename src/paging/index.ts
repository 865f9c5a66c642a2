// Lists: their options, pages, and how they are read.
export { type EachCallback, type EachOptions, each } from "./each.ts";
export { type Listing, createListing } from "./listing.ts";
export * from "./options.ts";
export { type Page, callPage, readPage, toPage } from "./page.ts";
export { readPageUrl } from "./page-url.ts";
export { prefetchPages } from "./prefetch.ts";
export * from "./target.ts";
