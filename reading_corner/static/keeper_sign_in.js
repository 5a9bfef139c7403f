// Signing in with the account of the office. The password leaves the field with the answer, whatever it is.

import { language, send, tell, tellWhy } from "./keeper_asking.js";

const form = document.getElementById("sign-in");
const [username, password] = [form.querySelector("#username"), form.querySelector("#password")];

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!username.value.trim() || !password.value) {
    tell("missing_sign_in");
    (username.value.trim() ? password : username).focus();
    return;
  }
  tell("");
  const login = { username: username.value.trim().toLowerCase(), password: password.value };
  const { ok, told } = await send("POST", "/keeper/api/session", login);
  password.value = "";
  if (ok) location.replace(`/keeper/${language}`);
  else if (told?.type?.endsWith("invalid-input")) tell("sign_in_refused");
  else tellWhy(told);
});
username.focus();
