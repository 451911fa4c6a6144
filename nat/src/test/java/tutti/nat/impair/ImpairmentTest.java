package tutti.nat.impair;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ImpairmentTest {
    @Test
    void shouldRefuseWhatNoNetworkCanDo() {
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withDelayNs(-1));
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withJitter(JitterLaw.NORMAL, -1));
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withLoss(1.01, 1));
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withLoss(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withLoss(0.1, 0.5));
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withDuplicates(-0.1));
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withRateBps(-1));
    }

    @Test
    void shouldRefuseMoreLossThanBurstsOfThatLengthCanMake() {
        assertThrows(IllegalArgumentException.class, () -> Impairment.NONE.withLoss(0.8, 2));
        assertEquals(0.75, Impairment.NONE.withLoss(0.75, 3).lossProbability());
    }

    @Test
    void shouldChangeOneThingAtATime() {
        Impairment impairment = Impairment.NONE
                .withDelayNs(12)
                .withJitter(JitterLaw.PARETO, 3)
                .withLoss(0.1, 2)
                .withReordering()
                .withDuplicates(0.2)
                .withRateBps(1_000);

        assertEquals(new Impairment(12, 3, JitterLaw.PARETO, 0.1, 2, false, 0.2, 1_000), impairment);
    }
}
