// #region calls
import twilio from "twilio";

const client = twilio(); // TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN
const service = client.conversations.v1.services("ISaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

const listed = await service.bindings.list({ bindingType: ["apn"], limit: 20 });
const one = await service.bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").fetch();
console.log(listed.length, one.bindingType, one.dateCreated.getUTCFullYear());
await service.bindings("BSaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa").remove();
// #endregion calls
