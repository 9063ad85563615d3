import type { PythonLibrary } from "./python.ts"
import { hasAuth, isImage, type NamedRequest, readsBase64 } from "./snippet.ts"
import type { FileTokens } from "./write-value.ts"

/** The functions that these requests need. */
export function pythonHelpers(library: PythonLibrary, requests: NamedRequest[], files: FileTokens): string[] {
  const byHand = library !== "openai"
  return [
    ...(hasAuth(requests, "hmac") ? [signed] : []),
    ...(hasAuth(requests, "oauth2") ? [accessToken(library === "requests" ? "requests" : "httpx")] : []),
    ...(byHand && requests.some(({ stream }) => stream) ? [events] : []),
    ...(requests.some((request) => readsBase64(request, files)) ? [base64Of] : []),
    ...(requests.some(isImage) ? [save] : []),
  ]
}

const signed = `def signed(method, url, body, api_key, secret_key):
    """The headers that sign these very bytes: HMAC-SHA256 over time, method, path and body."""
    parts = urlsplit(url)
    path = parts.path + ("?" + parts.query if parts.query else "")
    timestamp = str(int(time.time()))
    signature = hmac.new(
        secret_key.encode(), (timestamp + method + path).encode() + body, hashlib.sha256
    ).hexdigest()
    return {
        "X-DeepSeek-APIKey": api_key,
        "X-DeepSeek-Timestamp": timestamp,
        "X-DeepSeek-Signature": signature,
    }`

const accessToken = (
  library: "requests" | "httpx",
) => `def access_token(url, client_id, client_secret, **more):
    """An access token by the client credentials grant of OAuth 2.0."""
    form = {
        "grant_type": "client_credentials",
        "client_id": client_id,
        "client_secret": client_secret,
        **more,
    }
    response = ${library}.post(url, data=form, timeout=60)
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code}: {response.text}")
    return response.json()["access_token"]`

const events = `def events(chunks):
    """The data of each server-sent event, read as JSON, up to [DONE]."""
    data, rest = [], b""
    for chunk in chunks:
        *lines, rest = (rest + chunk).split(b"\\n")
        for line in lines:
            line = line.rstrip(b"\\r")
            if line.startswith(b"data:"):
                value = line[5:]
                data.append(value[1:] if value.startswith(b" ") else value)
            elif line == b"" and data:
                text, data = b"\\n".join(data), []
                if text == b"[DONE]":
                    return
                event = json.loads(text)
                if event.get("error"):
                    raise RuntimeError(event["error"])
                yield event`

const base64Of = `def base64_of(name):
    with open(name, "rb") as file:
        return base64.b64encode(file.read()).decode()`

const save = `def save(images, name):
    """Writes images (base64) to files: name-1, name-2 ..."""
    for number, image in enumerate(images, 1):
        path = name.replace("{number}", str(number))
        with open(path, "wb") as file:
            file.write(base64.b64decode(image))
        print(path)`
