/**
 * The playground: a web page where programs are typed, drawn, played and changed, and the server behind it.
 *
 * <p>A {@code PlaygroundServer} listens on the loopback addresses alone. Every request passes the {@code OriginCheck},
 * which rejects what a browser sends on behalf of other sites. A {@code Site} serves its files from memory; programs are
 * drawn by the {@code WorkerPool}, which is bounded. No request names a file.
 *
 * <pre>{@code
 * import io.gradstep.demos.serve.PlaygroundServer;
 *
 * try (PlaygroundServer server = PlaygroundServer.start(0)) {
 *     System.out.println(server.url().startsWith("http://127.0.0.1:")); // true
 * }
 * }</pre>
 */
@NullMarked
package io.gradstep.demos.serve;

import org.jspecify.annotations.NullMarked;
