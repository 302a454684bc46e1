package io.gradstep.demos.serve;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Requests that nobody should make, at random. */
final class HostileRequests {
    private static final String NAMES = "xyzfgαβ";

    private final Random random;
    private final Talk talk;

    HostileRequests(long seed, Talk talk) {
        this.random = new Random(seed);
        this.talk = talk;
    }

    byte[] next() {
        return switch (random.nextInt(11)) {
            case 0 -> noise();
            case 1 -> text(brokenLine());
            case 2 -> text(talk.request(pick("GET", "POST", "PUT", "TRACE", "CONNECT"), path(), "", ""));
            case 3 -> text(talk.request("GET", "/", manyHeaders(), ""));
            case 4 -> text(talk.request("GET", "/", "Host: " + host() + "\r\n", ""));
            case 5 -> text(wrongLength());
            case 6 -> text(brokenChunks());
            case 7 -> mutated(text(post(program())));
            case 8 -> cut(text(post(program())));
            case 9 -> text(post(json()));
            default -> text(post(program()));
        };
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String pick(String... some) {
        return some[random.nextInt(some.length)];
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(3000)];
        random.nextBytes(bytes);
        return bytes;
    }

    private String brokenLine() {
        return pick(
                        "GET\r\n",
                        "GET /\r\n",
                        " \r\n",
                        "\r\n\r\n",
                        "GET / HTTP/9.9\r\n",
                        "GET  /  HTTP/1.1\r\n",
                        "GET / HTTP/1.1 more\r\n",
                        "\0\0\0 / HTTP/1.1\r\n",
                        "GET http://[ HTTP/1.1\r\n",
                        "GET %zz HTTP/1.1\r\n",
                        "GET /" + "a".repeat(random.nextInt(100_000)) + " HTTP/1.1\r\n",
                        "X".repeat(random.nextInt(100_000)))
                + "Host: 127.0.0.1:" + talk.port() + "\r\nConnection: close\r\n\r\n";
    }

    private String path() {
        return pick(
                "/" + "../".repeat(random.nextInt(30)) + "etc/passwd",
                "/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/..%5c..%5cwindows%5cwin.ini",
                "//evil.example/",
                "http://evil.example/",
                "/api/page?program=x",
                "/\u0001\u0002",
                "/api/page#x",
                "/<script>alert(1)</script>",
                "/playground.js/..",
                "/" + "%41".repeat(random.nextInt(5000)));
    }

    private String host() {
        return pick(
                "evil.example",
                "",
                "127.0.0.1",
                "127.0.0.1:99999",
                "a, b",
                "\u0000",
                "x".repeat(random.nextInt(50_000)));
    }

    private String manyHeaders() {
        StringBuilder headers = new StringBuilder();
        int count = random.nextInt(400);
        for (int i = 0; i < count; i++) {
            headers.append("X-").append(random.nextInt()).append(": ").append("v".repeat(random.nextInt(500)));
            headers.append(random.nextInt(20) == 0 ? "\n" : "\r\n");
        }
        return headers.append(pick("", "no colon\r\n", ": no name\r\n", " folded\r\n"))
                .toString();
    }

    private String wrongLength() {
        String length = pick("-1", "many", "99999999999999999999", "2147483648", "1000000", "5", "0", "1,2", "0x10");
        return talk.request("POST", "/api/page", typed() + "Content-Length: " + length + "\r\n", json());
    }

    private String brokenChunks() {
        String head = "POST /api/page HTTP/1.1\r\nHost: 127.0.0.1:" + talk.port() + "\r\n" + typed()
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
        return head
                + pick(
                        "zz\r\n{}\r\n0\r\n\r\n",
                        "-5\r\nhello\r\n",
                        "7fffffff\r\n{",
                        "5\r\nab",
                        "0",
                        "\r\n\r\n",
                        "fffffffffffffffff\r\n")
                + new String(noise(), StandardCharsets.ISO_8859_1);
    }

    private static String typed() {
        return "Content-Type: application/json\r\n";
    }

    private String post(String json) {
        return talk.request("POST", "/api/" + pick("page", "page", "svg", "html", "png", "../page"), typed(), json);
    }

    private String json() {
        return pick(
                "[".repeat(random.nextInt(60_000)),
                "{\"values\":".repeat(random.nextInt(5000)),
                "\"" + "a".repeat(random.nextInt(60_000)),
                "{\"program\": \"\\ud800\\udc\"}",
                "{\"program\": \"x\", \"values\": {\"x\": 1e99999}}",
                "{\"program\": \"x\", \"values\": {\"x\": -0}}",
                "{\"program\": 12}",
                "{\"program\": \"x\", \"expand\": null}",
                "\uFEFF{\"program\": \"x\"}",
                "nul");
    }

    /** A program as JSON: nothing of it needs an escape. */
    private String program() {
        int size = 1 + random.nextInt(3000);
        String text = switch (random.nextInt(9)) {
            case 0 -> "(".repeat(10 * size) + "x" + ")".repeat(10 * size);
            case 1 -> "(".repeat(10 * size);
            case 2 -> "-".repeat(10 * size) + "x";
            case 3 -> "x" + "*x".repeat(10 * size);
            case 4 -> "x=NaN; y=Infinity; f = " + pick("x/y", "0/0", "log(x-x)", "y-y", "x^y", "max(x, y)");
            case 5 -> "x" + "^x".repeat(size % 300);
            case 6 -> "`<img src=x onerror=alert(1)>` + `{{player}}`";
            case 7 -> "a=1" + ";a=a+a".repeat(size);
            default -> letters(size % 200);
        };
        return "{\"program\": \"" + text + "\", \"view\": \"" + pick("auto", "circuit", "cards", "neurons", "heat")
                + "\", \"expand\": " + random.nextBoolean() + "}";
    }

    private String letters(int count) {
        List<String> pieces =
                List.of("+", "-", "*", "/", "^", "(", ")", ",", ";", "=", "1", "2.5e3", "tanh(", "sum(", "$", "`");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(
                    random.nextBoolean()
                            ? pieces.get(random.nextInt(pieces.size()))
                            : NAMES.charAt(random.nextInt(NAMES.length())));
        }
        return text.toString();
    }

    private byte[] mutated(byte[] request) {
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            request[random.nextInt(request.length)] = (byte) random.nextInt(256);
        }
        return request;
    }

    private byte[] cut(byte[] request) {
        ByteArrayOutputStream some = new ByteArrayOutputStream();
        some.write(request, 0, random.nextInt(request.length));
        return some.toByteArray();
    }
}
