package io.gradstep.demos.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rejects requests that do not come from the playground's own page on this machine: other sites could make a browser
 * send requests here across origins, or under a host name that they resolve to this address (DNS rebinding).
 */
final class OriginCheck {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final int HTTP = 80;

    private final Set<String> hosts;
    private final Set<String> origins;
    private final String home;

    /** Creates the check for the address that the server listens on. */
    OriginCheck(InetSocketAddress address) {
        int port = address.getPort();
        String suffix = port == HTTP ? "" : ":" + port;
        hosts = NAMES.stream().map(name -> name + suffix).collect(Collectors.toUnmodifiableSet());
        origins = hosts.stream().map(host -> "http://" + host).collect(Collectors.toUnmodifiableSet());
        home = "http://" + (address.getAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1") + suffix + "/";
    }

    /** {@return the playground's URL} */
    String home() {
        return home;
    }

    /** Accepts or rejects a request by its headers. */
    void check(HttpExchange exchange) throws RequestException {
        Headers headers = exchange.getRequestHeaders();
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1) {
            throw new RequestException(
                    RequestException.BAD_REQUEST, "a request must have one Host header; this one has " + host.size());
        }
        if (!hosts.contains(host.get(0).toLowerCase(Locale.ROOT))) {
            throw new RequestException(
                    RequestException.MISDIRECTED,
                    "this server does not answer to the name in the Host header; open " + home);
        }
        if (exchange.getRequestURI().getRawAuthority() != null) {
            throw new RequestException(
                    RequestException.BAD_REQUEST, "a request must name a path such as /, not a full URL");
        }
    }

    /** Accepts a request to compute something only from the playground's page or from no page at all. */
    void checkSender(Headers headers) throws RequestException {
        boolean sameOrigin = headers.getOrDefault("Origin", List.of()).stream()
                .allMatch(origin -> origins.contains(origin.toLowerCase(Locale.ROOT)));
        boolean sameSite = headers.getOrDefault("Sec-Fetch-Site", List.of()).stream()
                .allMatch(site -> site.equals("same-origin") || site.equals("none"));
        if (!sameOrigin || !sameSite) {
            throw new RequestException(
                    RequestException.FORBIDDEN, "only the playground's own page may request this; open " + home);
        }
    }

    /** Rejects any method but the given one (and HEAD where it is GET). */
    static void checkMethod(HttpExchange exchange, String method) throws RequestException {
        String allowed = method.equals("GET") ? "GET, HEAD" : method;
        if (!List.of(allowed.split(", ", -1)).contains(exchange.getRequestMethod())) {
            throw new RequestException(
                    RequestException.METHOD_NOT_ALLOWED, "the method must be " + allowed, Map.of("Allow", allowed));
        }
    }
}
