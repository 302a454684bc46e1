package io.gradstep.demos.serve;

import java.util.Map;

/** Signals a request that is refused; the message says why, and what would be right. */
final class RequestException extends Exception {
    private static final long serialVersionUID = 1;

    static final int BAD_REQUEST = 400;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_TYPE = 415;
    /** The request was meant for another server, by its Host. */
    static final int MISDIRECTED = 421;
    /** The request is valid but cannot be carried out. */
    static final int UNPROCESSABLE = 422;

    static final int UNAVAILABLE = 503;

    private final int status;
    private final transient Map<String, String> headers;

    RequestException(int status, String message) {
        this(status, message, Map.of());
    }

    RequestException(int status, String message, Map<String, String> headers) {
        // No stack trace: this is a response, and there may be many.
        super(message, null, false, false);
        this.status = status;
        this.headers = headers;
    }

    /** Returns the error response to a request that may succeed in a moment. */
    static RequestException forNow(String message) {
        return new RequestException(UNAVAILABLE, message, Map.of("Retry-After", "1"));
    }

    /** Returns the error response to a request that is too long. */
    static RequestException tooLong() {
        return new RequestException(
                TOO_LARGE, "a request may have at most %,d bytes, program included".formatted(Site.MAX_BYTES));
    }

    /** Checks that a result is short enough to be shown. */
    static void checkLength(int bytes) throws RequestException {
        if (bytes > Site.MAX_SENT) {
            throw new RequestException(
                    UNPROCESSABLE,
                    ("this result has %,d bytes, but the playground sends at most %,d; try a shorter program or"
                                    + " another view")
                            .formatted(bytes, Site.MAX_SENT));
        }
    }

    /** Returns a message for an exception that is unexpected, and so a bug in this program. */
    static String bug(RuntimeException unexpected) {
        String wrong = "sorry, this is a bug in gradstep, not a mistake in your input: " + unexpected;
        return wrong.replaceAll("\\s*[\\r\\n]+\\s*", " ");
    }

    Response response() {
        return Response.text(status, getMessage() + "\n", headers);
    }
}
