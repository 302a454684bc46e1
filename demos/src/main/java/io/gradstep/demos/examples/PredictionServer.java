package io.gradstep.demos.examples;

import com.sun.net.httpserver.HttpServer;
import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.Generators;
import io.gradstep.nn.optim.Optimizer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** A web server around a network that it has trained. */
public final class PredictionServer {
    private PredictionServer() {}

    /** Starts a server on the loopback address; port 0 takes a free one. */
    static HttpServer start(PredictionHandler handler, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/predict", handler);
        server.setExecutor(Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors()));
        server.start();
        return server;
    }

    /** Trains a network to tell two moons apart. */
    static Mlp train(Dataset moons, int epochs) {
        Mlp network = Mlp.builder().inputs(2).hidden(16, 16).outputs(2).seed(42).build();
        Trainer.builder()
                .loss(Loss.CROSS_ENTROPY)
                .optimizer(Optimizer.adam(0.02))
                .epochs(epochs)
                .batchSize(20)
                .build()
                .train(network, moons);
        return network;
    }

    public static void main(String[] args) throws IOException {
        Dataset moons = Generators.moons(200, 0.1, 42);
        HttpServer server = start(new PredictionHandler(train(moons, 100), moons), 8080);
        System.out.println(
                "curl -d '[0.5, -0.2]' http://localhost:" + server.getAddress().getPort() + "/predict");
    }
}
