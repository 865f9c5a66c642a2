import { createClient } from "twilio-bindings";

const client = createClient();

// #region before
const chat = client.chat.v2.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

const ofUserBefore = await chat.users("alice").userBindings.list();
const oneBefore = await chat.bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").fetch();
console.log(ofUserBefore.length, oneBefore.service_sid, oneBefore.links);
// #endregion before

// #region after
const conversations = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

const ofUserAfter = await conversations.bindings.list({ identity: "alice" });
const oneAfter = await conversations.bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").fetch();
console.log(ofUserAfter.length, oneAfter.chat_service_sid, oneAfter.binding_type);
// #endregion after
