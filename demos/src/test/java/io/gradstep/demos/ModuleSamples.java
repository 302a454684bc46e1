package io.gradstep.demos;

import io.gradstep.nn.gpt.CharacterGpt;
import io.gradstep.nn.gpt.Generator;
import io.gradstep.nn.gpt.Gpt;
import io.gradstep.nn.gpt.GptSizes;
import io.gradstep.nn.gpt.GptTraining;
import io.gradstep.nn.gpt.Vocabulary;
import io.gradstep.nn.io.Metadata;
import io.gradstep.nn.module.CausalSelfAttention;
import io.gradstep.nn.module.CompiledFamily;
import io.gradstep.nn.module.Dropout;
import io.gradstep.nn.module.Embedding;
import io.gradstep.nn.module.FlatParameters;
import io.gradstep.nn.module.Initializer;
import io.gradstep.nn.module.LayerNorm;
import io.gradstep.nn.module.Linear;
import io.gradstep.nn.module.LookupFunction;
import io.gradstep.nn.module.Lstm;
import io.gradstep.nn.module.Masks;
import io.gradstep.nn.module.ParameterTensor;
import io.gradstep.nn.module.Parameterized;
import io.gradstep.nn.module.Residual;
import io.gradstep.nn.module.RmsNorm;
import io.gradstep.nn.module.RowArgument;
import io.gradstep.nn.module.SequenceModule;
import io.gradstep.nn.module.Sequential;
import io.gradstep.viz.page.LanguagePage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Examples of modules and of the small language model, for {@link NullArgumentsTest}. */
final class ModuleSamples {
    private ModuleSamples() {}

    static void addTo(Map<Class<?>, Supplier<Object>> samples) {
        samples.put(DoubleSupplier.class, () -> (DoubleSupplier) () -> 0.5);
        samples.put(IntFunction.class, () -> (IntFunction<GptSizes>) length -> GptSizes.small(3));
        samples.put(Class.class, () -> Thread.State.class);
        samples.put(Masks.class, Masks::recorded);
        samples.put(Linear.class, () -> Linear.of(2, 2, true, Initializer.HE, 1));
        samples.put(Embedding.class, ModuleSamples::table);
        samples.put(RmsNorm.class, () -> RmsNorm.of(2, 0));
        samples.put(LayerNorm.class, () -> LayerNorm.of(2, 0));
        samples.put(Dropout.class, () -> Dropout.of(0.5));
        samples.put(CausalSelfAttention.class, () -> CausalSelfAttention.of(2, 1, Initializer.HE, 1));
        samples.put(CausalSelfAttention.Watcher.class, () -> (CausalSelfAttention.Watcher) (t, h, shares) -> {});
        samples.put(Lstm.class, () -> Lstm.of(2, 2, 1));
        samples.put(SequenceModule.class, () -> Dropout.of(0.5));
        samples.put(Sequential.class, Sequential::of);
        samples.put(Residual.class, () -> Residual.of(Dropout.of(0.5)));
        samples.put(Parameterized.class, ModuleSamples::table);
        samples.put(ParameterTensor.class, () -> table().tensors().get(0));
        samples.put(FlatParameters.class, () -> FlatParameters.of(table()));
        samples.put(RowArgument.class, ModuleSamples::row);
        samples.put(LookupFunction.class, ModuleSamples::lookup);
        samples.put(CompiledFamily.class, () -> CompiledFamily.of(length -> lookup()));
        samples.put(Metadata.class, () -> Metadata.of(Path.of("x"), Map.of()));
        samples.put(Gpt.class, ModuleSamples::gpt);
        samples.put(Gpt.Reader.class, () -> gpt().start());
        samples.put(Gpt.Watcher.class, () -> (Gpt.Watcher) (layer, head, position, shares) -> {});
        samples.put(LanguagePage.Builder.class, () -> LanguagePage.builder("x"));
        samples.put(LanguagePage.class, () -> LanguagePage.builder("x").build());
        samples.put(GptSizes.class, () -> GptSizes.small(3));
        samples.put(GptTraining.Settings.class, ModuleSamples::settings);
        samples.put(GptTraining.class, ModuleSamples::training);
        samples.put(GptTraining.Watcher.class, () -> (GptTraining.Watcher) (loss, tokens) -> true);
        samples.put(GptTraining.Snapshot.class, () -> training().snapshot());
        samples.put(Vocabulary.class, () -> Vocabulary.of(List.of("x")));
        samples.put(
                CharacterGpt.class,
                () -> CharacterGpt.create(List.of("x"), GptSizes::small, settings(), Generator.GRADSTEP, 1, 1));
    }

    private static Embedding table() {
        return Embedding.of(2, 2, 1);
    }

    private static RowArgument row() {
        return RowArgument.of(table().tensors().get(0));
    }

    private static LookupFunction lookup() {
        Embedding table = table();
        RowArgument row = RowArgument.of(table.tensors().get(0));
        return LookupFunction.of(table, row.values(), List.of(row), List.of());
    }

    private static Gpt gpt() {
        return Gpt.of(GptSizes.small(3), 1);
    }

    private static GptTraining training() {
        return new GptTraining(gpt(), List.of(new int[] {0, 1}), settings(), 1);
    }

    private static GptTraining.Settings settings() {
        return new GptTraining.Settings(1, 0.1, 1);
    }
}
