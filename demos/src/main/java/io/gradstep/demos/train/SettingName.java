package io.gradstep.demos.train;

import io.gradstep.demos.console.CommandWords;
import io.gradstep.demos.console.Glyphs;
import io.gradstep.nn.Loss;
import io.gradstep.nn.data.NamedGenerator;
import io.gradstep.nn.module.Activation;
import io.gradstep.nn.optim.Optimizer;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an option's value to a name that the libraries know, in its standard spelling. */
public abstract class SettingName implements ITypeConverter<String> {
    private final UnaryOperator<String> canonical;

    private SettingName(UnaryOperator<String> canonical) {
        this.canonical = canonical;
    }

    @Override
    public String convert(String word) {
        try {
            return canonical.apply(Glyphs.visible(CommandWords.unshield(word)));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    public static final class OfDataSet extends SettingName {
        OfDataSet() {
            super(name -> NamedGenerator.named(name).datasetName());
        }
    }

    public static final class OfLayers extends SettingName {
        OfLayers() {
            super(text -> TrainingConfig.written(TrainingConfig.layers(text).asList()));
        }
    }

    public static final class OfActivation extends SettingName {
        OfActivation() {
            super(name -> Activation.named(name).label());
        }
    }

    public static final class OfLoss extends SettingName {
        OfLoss() {
            super(name -> Loss.named(name).label());
        }
    }

    public static final class OfOptimizer extends SettingName {
        OfOptimizer() {
            super(name -> Optimizer.named(name, 1).label());
        }
    }

    public static final class OfBatch extends SettingName {
        OfBatch() {
            super(text -> TrainingConfig.batchText(TrainingConfig.batch(text)));
        }
    }
}
