/**
 * What is particular to this project. The rest of this directory names no publisher, package, document or
 * resource: with another configuration it compares any hand-maintained documents with any published ones.
 */
export interface Config {
  /** Whose documents are compared with ours, as reports call them. */
  readonly publisher: string;
  /** The npm package that contains the published documents, and the directory in it. */
  readonly package: string;
  readonly directory: string;
  /** By name: ours is `openapi/NAME.yaml`, the published one has this file name. */
  readonly documents: Readonly<Record<string, string>>;
  /**
   * A published operation is compared, even if ours lacks it, where a fixed segment of its path matches:
   * `/v1/Services/{Sid}/Bindings`, but not `/v1/Services/{Sid}/Configuration/Notifications`.
   */
  readonly scope: RegExp;
  /** The page that explains what to do about a report. */
  readonly guide: string;
}

export const config: Config = {
  publisher: "Twilio",
  package: "@twilio/cli-core",
  directory: "src/services/twilio-api",
  documents: {
    conversations_v1: "twilio_conversations_v1.json",
    chat_v2: "twilio_chat_v2.json",
    ip_messaging_v2: "twilio_ip_messaging_v2.json",
  },
  scope: /binding/i,
  guide: "docs/drift-check.md",
};
