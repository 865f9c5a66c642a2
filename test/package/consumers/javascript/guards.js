import { isBindingSid } from "twilio-bindings";

console.log(isBindingSid(`BS${"0".repeat(32)}`) && !isBindingSid("BS") ? "ok" : "wrong");
