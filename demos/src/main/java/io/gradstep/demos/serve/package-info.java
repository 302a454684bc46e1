/**
 * The playground: a web page to type, draw and play programs, and its server.
 *
 * <p>A {@code PlaygroundServer} listens on the loopback addresses only. Every request passes the {@code OriginCheck},
 * which rejects requests from other sites. A {@code Site} serves its files from memory; a bounded {@code WorkerPool}
 * draws programs. No request can name a file. {@code gradstep site} writes the same page with a {@code PageEngine} in
 * it, which TeaVM compiles to WebAssembly, in place of the server.
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
