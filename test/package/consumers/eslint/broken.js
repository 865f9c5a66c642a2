import nothing from "twilio-bindings/nothing";

console.log(nothing);
