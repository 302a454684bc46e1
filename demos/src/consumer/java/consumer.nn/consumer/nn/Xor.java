package consumer.nn;

import io.gradstep.nn.Loss;
import io.gradstep.nn.Mlp;
import io.gradstep.nn.Score;
import io.gradstep.nn.Trainer;
import io.gradstep.nn.data.Dataset;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.optim.Optimizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Trains a network on the exclusive or, saves it and loads it. */
public final class Xor {
    private Xor() {}

    public static void main(String[] args) throws IOException {
        Dataset xor = NamedGenerator.named("xor").generate(1);
        Mlp network = Mlp.builder().inputs(2).hidden(8).outputs(1).seed(1).build();
        Trainer.builder()
                .loss(Loss.BINARY_CROSS_ENTROPY)
                .optimizer(Optimizer.adam(0.05))
                .epochs(500)
                .seed(1)
                .build()
                .train(network, xor);
        System.out.println(
                Score.of(network, Loss.BINARY_CROSS_ENTROPY, xor).accuracy().getAsDouble());
        Path file = Path.of(args[0]);
        network.save(file);
        Mlp loaded = Mlp.load(file);
        System.out.println(loaded);
        System.out.println(Arrays.equals(loaded.predict(0, 1), network.predict(0, 1)));
    }
}
