// The replica set, root, one user per service database, and one who reads them all. Repeatable: changed secrets are
// taken over.
// Runs in mongod's own network namespace: until there is a first user, only the loopback may give orders.
const { readFileSync, readdirSync } = require("fs");

const SECRETS = "/run/secrets";
const APPEND_ONLY = JSON.parse(readFileSync("/deploy/append-only.json", "utf8"));
const PATIENCE_MS = 60_000;
const admin = db.getSiblingDB("admin");

function secret(name) {
  return readFileSync(`${SECRETS}/${name}`, "utf8").trim();
}

function authenticate(password) {
  try {
    return admin.auth("root", password).ok === 1;
  } catch (error) {
    return false;
  }
}

function initiate() {
  try {
    rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongo:27017" }] });
  } catch (error) {
    if (error.codeName === "Unauthorized") {
      throw new Error("mongo_root_password is not the one this database was made with");
    }
    if (error.codeName !== "AlreadyInitialized") throw error;
  }
}

function waitForPrimary() {
  const deadline = Date.now() + PATIENCE_MS;
  while (!db.hello().isWritablePrimary) {
    if (Date.now() > deadline) throw new Error("the replica set has no primary");
    sleep(100);
  }
}

// The sister database of a service's own: it may add to it and read it, and neither change nor remove (decision 0010).
function appendOnly(name) {
  const sister = db.getSiblingDB(`${name}_audit`);
  const rights = {
    privileges: [{ resource: { db: sister.getName(), collection: "" }, actions: APPEND_ONLY.actions }],
    roles: [],
  };
  if (sister.getRole(APPEND_ONLY.role) === null) {
    sister.createRole({ role: APPEND_ONLY.role, ...rights });
  } else {
    sister.updateRole(APPEND_ONLY.role, rights);
  }
  return { role: APPEND_ONLY.role, db: sister.getName() };
}

function partsOf(url) {
  const parts = /^mongodb:\/\/([^:]+):([^@]+)@[^/]+\/([^?]+)/.exec(url);
  if (parts === null) throw new Error("a service's URL must be mongodb://user:password@host/database?...");
  const [user, password, name] = parts.slice(1).map(decodeURIComponent);
  return { user, password, name };
}

// The census counts what is in all databases, and changes nothing.
function rolesOf({ user, name }, everybody) {
  if (user !== "census") return [{ role: "readWrite", db: name }, appendOnly(name)];
  return everybody.map((other) => ({ role: "read", db: other.name }));
}

function account({ user, password, name }, roles) {
  const home = db.getSiblingDB(name);
  const rights = { pwd: password, roles };
  if (home.getUser(user) === null) {
    home.createUser({ user, ...rights });
  } else {
    home.updateUser(user, rights);
  }
  print(`user ${user} of database ${name}`);
}

const password = secret("mongo_root_password");
if (!authenticate(password)) {
  initiate();
  waitForPrimary();
  admin.createUser({ user: "root", pwd: password, roles: ["root"] });
  authenticate(password);
}
waitForPrimary();
const everybody = readdirSync(SECRETS)
  .filter((name) => name.startsWith("mongo_url_"))
  .map((name) => partsOf(secret(name)));
everybody.forEach((one) => account(one, rolesOf(one, everybody)));
