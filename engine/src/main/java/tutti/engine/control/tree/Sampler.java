package tutti.engine.control.tree;

/// Reads each leaf at most once a turn, however many listen to it. One for a tree. Thread: one.
public final class Sampler {
    private long turn;

    /// From now on values are read anew.
    public void nextTurn() {
        turn++;
    }

    /// What a leaf holds in this turn; the same object as in the turn before if nothing has changed.
    public Value value(Leaf leaf) {
        return leaf.sample(turn);
    }
}
