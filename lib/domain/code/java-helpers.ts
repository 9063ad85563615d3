import { hasAuth, hasTools, isImage, type NamedRequest, readsBase64, variablesOf } from "./snippet.ts"
import type { FileTokens } from "./write-value.ts"

/** The methods that these requests need. */
export function javaHelpers(requests: NamedRequest[], files: FileTokens): string[] {
  return [
    ...(variablesOf(requests).length > 0 ? [env] : []),
    ...(hasAuth(requests, "hmac") ? [sign] : []),
    ...(hasAuth(requests, "oauth2") ? [accessToken] : []),
    ...(requests.some(({ stream }) => stream) ? [events] : []),
    text,
    ...(requests.some(hasTools) ? [printCalls] : []),
    ...(requests.some((request) => readsBase64(request, files)) ? [base64] : []),
    ...(requests.some(isImage) ? [save] : []),
  ]
}

const env = `    static String env(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) throw new IllegalStateException("Set " + name + " in the environment.");
        return value;
    }`

const sign = `    /** Signs these very bytes: HMAC-SHA256 over time, method, path and body. */
    static void sign(Request.Builder request, HttpUrl url, byte[] body, String apiKey, String secretKey) throws Exception {
        String query = url.encodedQuery() == null ? "" : "?" + url.encodedQuery();
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((timestamp + "POST" + url.encodedPath() + query).getBytes(StandardCharsets.UTF_8));
        request.header("X-DeepSeek-APIKey", apiKey)
            .header("X-DeepSeek-Timestamp", timestamp)
            .header("X-DeepSeek-Signature", HexFormat.of().formatHex(mac.doFinal(body)));
    }`

const accessToken = `    /** An access token by the client credentials grant of OAuth 2.0. */
    static String accessToken(String url, String clientId, String clientSecret, String scope) throws IOException {
        FormBody.Builder form = new FormBody.Builder()
            .add("grant_type", "client_credentials")
            .add("client_id", clientId)
            .add("client_secret", clientSecret);
        if (scope != null) form.add("scope", scope);
        Request request = new Request.Builder().url(url).post(form.build()).build();
        try (Response response = client.newCall(request).execute()) {
            String answer = response.body().string();
            if (!response.isSuccessful()) throw new IOException(response.code() + ": " + answer);
            return text(JsonParser.parseString(answer).getAsJsonObject(), "access_token");
        }
    }`

const events = `    /** Hands on the data of each server-sent event, read as JSON, up to [DONE]. */
    static void events(BufferedSource source, Consumer<JsonObject> each) throws IOException {
        StringBuilder data = new StringBuilder();
        for (String line = source.readUtf8Line(); line != null; line = source.readUtf8Line()) {
            if (line.startsWith("data:")) {
                if (data.length() > 0) data.append('\\n');
                data.append(line.substring(line.startsWith("data: ") ? 6 : 5));
            } else if (line.isEmpty() && data.length() > 0) {
                String text = data.toString();
                data.setLength(0);
                if (text.equals("[DONE]")) return;
                JsonObject event = JsonParser.parseString(text).getAsJsonObject();
                if (event.has("error") && !event.get("error").isJsonNull()) {
                    throw new IOException(event.get("error").toString());
                }
                each.accept(event);
            }
        }
    }`

const text = `    /** A text of an object; empty where there is none. */
    static String text(JsonObject object, String name) {
        JsonElement value = object == null ? null : object.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }`

const printCalls = `    /** The functions that the model asks for, with their arguments. */
    static void printCalls(JsonObject message) {
        if (message == null || !message.has("tool_calls") || message.get("tool_calls").isJsonNull()) return;
        for (JsonElement call : message.getAsJsonArray("tool_calls")) {
            JsonObject function = call.getAsJsonObject().getAsJsonObject("function");
            String name = text(function, "name");
            System.out.print((name.isEmpty() ? "" : "\\n" + name + " ") + text(function, "arguments"));
        }
    }`

const base64 = `    static String base64(String name) throws IOException {
        return Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(name)));
    }`

const save = `    /** Writes images (base64) to files with their numbers in the name. */
    static void save(List<String> images, String name) throws IOException {
        for (int number = 1; number <= images.size(); number++) {
            Path path = Path.of(name.replace("{number}", Integer.toString(number)));
            Files.write(path, Base64.getMimeDecoder().decode(images.get(number - 1)));
            System.out.println(path);
        }
    }`
