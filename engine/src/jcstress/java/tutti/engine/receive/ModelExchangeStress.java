package tutti.engine.receive;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.DDDD_Result;
import tutti.codecs.conceal.LinearModel;
import tutti.codecs.conceal.ModelExchange;

/// The fit thread publishes three models, so that every holder is written again, while the callback takes the newest
/// and then the newest once more.
@JCStressTest
@Outcome(
        id = {
            "0.0, 0.0, (0.0, 0.0|1.0, 1.0|2.0, 2.0|3.0, 3.0)",
            "1.0, 1.0, (1.0, 1.0|2.0, 2.0|3.0, 3.0)",
            "2.0, 2.0, (2.0, 2.0|3.0, 3.0)",
            "3.0, 3.0, 3.0, 3.0"
        },
        expect = Expect.ACCEPTABLE,
        desc = "Whole models, none older than the one before.")
@Outcome(expect = Expect.FORBIDDEN, desc = "A mixture of two models, or a step back.")
@State
public class ModelExchangeStress {
    private final ModelExchange exchange = new ModelExchange(2);
    private final double[] coefficients = new double[2];

    @Actor
    public void fit() {
        for (int model = 1; model <= 3; model++) {
            coefficients[0] = model;
            coefficients[1] = model;
            exchange.claim().set(coefficients, 2);
            exchange.publish();
        }
    }

    @Actor
    public void callback(DDDD_Result result) {
        LinearModel model = exchange.newest();
        if (model.isModel()) {
            result.r1 = model.coefficient(1);
            result.r2 = model.coefficient(2);
        }
        model = exchange.newest();
        if (model.isModel()) {
            result.r3 = model.coefficient(1);
            result.r4 = model.coefficient(2);
        }
    }
}
