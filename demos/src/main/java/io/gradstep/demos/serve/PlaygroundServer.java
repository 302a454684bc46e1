package io.gradstep.demos.serve;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The playground's HTTP server, on the loopback addresses only. */
public final class PlaygroundServer implements AutoCloseable {
    /** The limit on concurrent requests; any more are refused with a message. */
    static final int MAX_REQUESTS = 200;

    /**
     * The limit on connections per address, each of which may block a thread; Java's server drops any more silently.
     */
    private static final int CONNECTIONS = 1000;

    /** A small stack: requests need little, and there may be many threads. */
    private static final long STACK = 1 << 18;

    /** The number of free ports to try, because one may be free at one loopback address and taken at the other. */
    private static final int ATTEMPTS = 10;

    /**
     * The system properties of Java's server, which it reads once: timeouts for requests and responses in seconds, and
     * connection limits. Without them a few slow clients could block everybody else.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "sun.net.httpserver.maxReqTime", "10",
            "sun.net.httpserver.maxRspTime", "40",
            "sun.net.httpserver.idleInterval", "20",
            "sun.net.httpserver.nodelay", "true",
            "sun.net.httpserver.maxIdleConnections", String.valueOf(CONNECTIONS),
            "jdk.httpserver.maxConnections", String.valueOf(CONNECTIONS));

    private static final String IPV4 = "127.0.0.1";
    private static final String IPV6 = "::1";

    private static final int WORKERS =
            Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));
    private static final int QUEUE = 64;
    private static final long SECONDS = 20;

    private final List<HttpServer> servers;
    private final OriginCheck originCheck;
    private final WorkerPool pool;
    private final TrainingRooms rooms = new TrainingRooms();
    private final ThreadPoolExecutor listeners;

    private PlaygroundServer(List<HttpServer> servers) {
        this.servers = servers;
        originCheck = new OriginCheck(servers.get(0).getAddress());
        pool = new WorkerPool(WORKERS, QUEUE, SECONDS);
        // A thread for every connection, so that a slow one blocks no other.
        int threads = CONNECTIONS * servers.size();
        listeners = new ThreadPoolExecutor(0, threads, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(null, task, "playground", STACK);
            thread.setDaemon(true);
            // Java's server throws exceptions for some malformed requests; nothing can be done about those here.
            thread.setUncaughtExceptionHandler((failed, failure) -> {});
            return thread;
        });
        Site site = new Site(originCheck, pool, rooms, () -> listeners.getActiveCount() > MAX_REQUESTS);
        for (HttpServer server : servers) {
            server.createContext("/", site);
            server.setExecutor(listeners);
        }
    }

    /**
     * Starts a playground on the loopback addresses, which no other machine can reach: 127.0.0.1 and, if it exists,
     * ::1.
     *
     * @param port a port from 1 to 65535, or 0 for any free one
     * @return the running server
     * @throws IOException if the port is taken or may not be used
     */
    public static PlaygroundServer start(int port) throws IOException {
        SETTINGS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        PlaygroundServer playground = new PlaygroundServer(listen(port));
        playground.servers.forEach(HttpServer::start);
        return playground;
    }

    private static List<HttpServer> listen(int port) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return listen(port, loopbackAddresses());
            } catch (BindException e) {
                if (port != 0 || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Listens on the same port of every address, since {@code localhost} may be any of them. */
    private static List<HttpServer> listen(int port, List<InetAddress> addresses) throws IOException {
        List<HttpServer> servers = new ArrayList<>();
        try {
            for (InetAddress address : addresses) {
                int chosen =
                        servers.isEmpty() ? port : servers.get(0).getAddress().getPort();
                servers.add(HttpServer.create(new InetSocketAddress(address, chosen), 0));
            }
        } catch (IOException e) {
            servers.forEach(server -> server.stop(0));
            throw e;
        }
        return servers;
    }

    /**
     * Returns this machine's loopback addresses, IPv4 first. {@link InetAddress#getLoopbackAddress()} returns only one,
     * which depends on Java's settings.
     */
    static List<InetAddress> loopbackAddresses() throws IOException {
        Set<String> existing = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(InetAddress::isLoopbackAddress)
                .map(address -> address instanceof Inet4Address ? IPV4 : IPV6)
                .collect(Collectors.toSet());
        List<InetAddress> addresses = new ArrayList<>();
        for (String literal : List.of(IPV4, IPV6)) {
            if (existing.contains(literal)) {
                addresses.add(InetAddress.getByName(literal));
            }
        }
        return addresses.isEmpty() ? List.of(InetAddress.getLoopbackAddress()) : addresses;
    }

    /** {@return the playground's URL, such as {@code http://127.0.0.1:8080/}} */
    public String url() {
        return originCheck.home();
    }

    /** Stops the server and frees the port. */
    @Override
    public void close() {
        servers.forEach(server -> server.stop(0));
        listeners.shutdownNow();
        rooms.close();
        pool.close();
    }
}
