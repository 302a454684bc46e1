package io.gradstep.demos.serve;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An HTTP response.
 *
 * @param status the HTTP status code
 * @param type the media type
 * @param body the content
 * @param headers the headers besides those that every response has
 */
@SuppressWarnings("ArrayRecordComponent") // replies are never compared
record Response(int status, String type, byte[] body, Map<String, String> headers) {
    static final int OK = 200;
    private static final String UTF_8 = "; charset=utf-8";

    static Response text(int status, String text, Map<String, String> headers) {
        return new Response(status, "text/plain" + UTF_8, text.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** Returns a successful response of text. */
    static Response of(String type, String text) {
        return new Response(OK, type + UTF_8, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Response of(String type, byte[] body) {
        return new Response(OK, type, body, Map.of());
    }
}
