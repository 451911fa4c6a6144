package tutti.engine.control.tree;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// A place that holds others. Immutable.
///
/// @param children by name, in the order of their names
public record Branch(String address, SortedMap<String, Node> children) implements Node {
    public Branch {
        children = Collections.unmodifiableSortedMap(new TreeMap<>(children));
    }
}
