package tutti.plugins.api;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Marks code that the audio callback may run: a method, a constructor, or every method of a type.
///
/// Such code **must not**
/// - allocate (no `new`, boxing, varargs, capturing lambdas, string building, iterators),
/// - lock, wait, park, sleep or spin on another thread,
/// - log, print, read or write files and sockets,
/// - throw, or call what may throw in ordinary use,
/// - call Tutti code that is not marked `@RealTimeSafe` itself.
///
/// It **may**
/// - read and write primitives and preallocated arrays that it owns,
/// - read one volatile plan a cycle, use `VarHandle`s, bump counters that it alone writes,
/// - try to publish into a preallocated ring and give up at once when it is full.
///
/// The rule is enforced by an architecture test over the call closure of the callback, and by a test that counts the
/// bytes allocated on the callback's thread, which must be zero.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.CONSTRUCTOR})
public @interface RealTimeSafe {}
