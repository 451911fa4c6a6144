package tutti.engine.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tutti.plugins.api.RealTimeSafe;

/// Checks that code marked [RealTimeSafe] keeps to what it may call, and that everything that may stand in for such
/// code is marked too. By induction, whatever the callback reaches is marked and checked.
///
/// What it cannot see: the creation of arrays and of lambdas that capture, string concatenation, synchronized blocks.
/// The allocation test sees those.
final class RealTimeClosure {
    /// Classes of the JDK all of whose methods are arithmetic or plain memory accesses.
    private static final Set<String> ALLOWED_CLASSES =
            Set.of("java.lang.Math", "java.lang.StrictMath", "java.lang.invoke.VarHandle");

    private static final Set<String> ALLOWED_METHODS = Set.of(
            "java.lang.System.arraycopy",
            // Linux answers it without a system call.
            "java.lang.System.nanoTime",
            "java.util.Arrays.fill",
            "java.util.Objects.requireNonNull",
            "java.lang.Float.isFinite",
            "java.lang.Float.isNaN",
            "java.lang.Double.isFinite",
            "java.lang.Double.isNaN",
            "java.lang.Long.numberOfTrailingZeros",
            "java.lang.Enum.ordinal",
            "java.util.function.LongSupplier.getAsLong",
            // One instruction each; what is done to them is never waited for.
            "java.util.concurrent.atomic.AtomicBoolean.getPlain",
            "java.util.concurrent.atomic.AtomicBoolean.getOpaque",
            "java.util.concurrent.atomic.AtomicBoolean.setOpaque",
            "java.util.concurrent.atomic.AtomicLong.get",
            "java.util.concurrent.atomic.AtomicLong.set",
            "java.util.concurrent.atomic.AtomicLong.lazySet",
            "java.util.concurrent.atomic.AtomicLong.incrementAndGet",
            "java.util.concurrent.atomic.AtomicLong.addAndGet",
            "java.util.concurrent.atomic.AtomicLong.getPlain",
            "java.util.concurrent.atomic.AtomicLong.getOpaque",
            "java.util.concurrent.atomic.AtomicLong.getAcquire",
            "java.util.concurrent.atomic.AtomicLong.setPlain",
            "java.util.concurrent.atomic.AtomicLong.setOpaque",
            "java.util.concurrent.atomic.AtomicLong.setRelease",
            // Native calls that do not wait, and the memory that they work on.
            "java.lang.invoke.MethodHandle.invokeExact",
            "java.lang.foreign.MemorySegment.address",
            "java.lang.foreign.MemorySegment.copy",
            "java.lang.foreign.MemorySegment.get",
            "java.lang.foreign.MemorySegment.set",
            "java.lang.foreign.MemorySegment.getAtIndex",
            "java.lang.foreign.MemorySegment.setAtIndex");

    /// Constants of the JDK whose class the JVM has long initialised.
    private static final String ALLOWED_FIELDS = "java.lang.foreign.ValueLayout";

    /// A ring without consumers' waiting: capacity is asked for first, so that `next` never parks.
    private static final Set<String> ALLOWED_IN_RING = Set.of(
            "com.lmax.disruptor.RingBuffer.hasAvailableCapacity",
            "com.lmax.disruptor.RingBuffer.next",
            "com.lmax.disruptor.RingBuffer.get",
            "com.lmax.disruptor.RingBuffer.publish");

    private static final Set<String> ENUM_METHODS = Set.of("values", "valueOf", "$values");

    private final JavaClasses classes;

    RealTimeClosure(JavaClasses classes) {
        this.classes = classes;
    }

    /// Every method that is marked, itself or by its class.
    List<JavaMethod> marked() {
        return classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(RealTimeClosure::isMarked)
                .toList();
    }

    /// What is wrong, one sentence each.
    List<String> violations() {
        return Stream.concat(
                        marked().stream().flatMap(method -> violationsIn(method).stream()),
                        classes.stream().flatMap(type -> unmarkedOverridesIn(type).stream()))
                .sorted()
                .toList();
    }

    private static boolean isMarked(JavaMember member) {
        return member.isAnnotatedWith(RealTimeSafe.class)
                || (member.getOwner().isAnnotatedWith(RealTimeSafe.class) && !isMadeByTheCompiler(member));
    }

    /// What every enum has copies arrays and throws; nobody wrote it, and the callback must not call it.
    private static boolean isMadeByTheCompiler(JavaMember member) {
        return member.getOwner().isEnum() && ENUM_METHODS.contains(member.getName());
    }

    private static List<String> violationsIn(JavaMethod method) {
        List<String> found = new ArrayList<>();
        if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
            found.add(name(method) + " locks");
        }
        method.getConstructorCallsFromSelf()
                .forEach(call -> found.add(
                        name(method) + " allocates a " + call.getTargetOwner().getName()));
        Stream.concat(
                        method.getMethodCallsFromSelf().stream().map(Function.<JavaCodeUnitAccess<?>>identity()),
                        method.getMethodReferencesFromSelf().stream())
                .filter(call -> !mayCall(method, call))
                .forEach(call -> found.add(name(method) + " calls " + name(call)));
        method.getFieldAccesses().stream()
                .filter(access -> mayInitialiseAClass(method, access))
                .forEach(access -> found.add(name(method) + " may initialise "
                        + access.getTargetOwner().getName()));
        return found;
    }

    private static boolean mayCall(JavaMethod caller, JavaCodeUnitAccess<?> call) {
        JavaClass owner = call.getTargetOwner();
        if (isOurs(owner)) {
            JavaMember target = call.getTarget()
                    .resolveMember()
                    .map(JavaMember.class::cast)
                    .orElseThrow(() -> new IllegalStateException("Not imported: " + name(call)));
            if (isOurs(target.getOwner())) {
                return isRecordAccessor(target) || (isMarked(target) && !mayInitialiseAClass(caller, target));
            }
            // Inherited from the JDK.
            return ALLOWED_METHODS.contains(target.getOwner().getName() + "." + target.getName());
        }
        return ALLOWED_CLASSES.contains(owner.getName())
                || ALLOWED_METHODS.contains(name(call))
                || (caller.getOwner().getPackageName().endsWith(".ring") && ALLOWED_IN_RING.contains(name(call)));
    }

    /// Reads a field, as the compiler made it.
    private static boolean isRecordAccessor(JavaMember member) {
        return member instanceof JavaMethod method
                && method.getOwner().isRecord()
                && method.getRawParameterTypes().isEmpty()
                && method.getCallsFromSelf().isEmpty()
                && method.getOwner().tryGetField(method.getName()).isPresent();
    }

    /// The first use of a static member runs the initialiser of its class. That of one's own class has run, as there
    /// are no objects without it; and who marks a single static method says that its class is in use before.
    private static boolean mayInitialiseAClass(JavaMethod user, JavaMember target) {
        return target.getModifiers().contains(JavaModifier.STATIC)
                && !target.isAnnotatedWith(RealTimeSafe.class)
                && !target.getOwner().equals(user.getOwner())
                && target.getOwner().getStaticInitializer().isPresent();
    }

    private static boolean mayInitialiseAClass(JavaMethod user, JavaFieldAccess access) {
        if (!isOurs(access.getTargetOwner())) {
            return !access.getTargetOwner().getName().equals(ALLOWED_FIELDS)
                    && !access.getTargetOwner().isArray();
        }
        return access.getTarget()
                .resolveMember()
                .filter(field -> mayInitialiseAClass(user, (JavaMember) field))
                .isPresent();
    }

    private static List<String> unmarkedOverridesIn(JavaClass type) {
        Set<JavaClass> ancestors = Stream.concat(
                        type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream())
                .filter(RealTimeClosure::isOurs)
                .collect(Collectors.toSet());
        return type.getMethods().stream()
                .filter(method -> !isMarked(method)
                        && !method.getModifiers().contains(JavaModifier.STATIC)
                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                .filter(method -> ancestors.stream()
                        .flatMap(ancestor -> ancestor.tryGetMethod(method.getName(), parameterNames(method)).stream())
                        .anyMatch(RealTimeClosure::isMarked))
                .map(method -> name(method) + " stands in for a real-time safe method and is not marked")
                .toList();
    }

    private static String[] parameterNames(JavaMethod method) {
        return method.getRawParameterTypes().stream().map(JavaClass::getName).toArray(String[]::new);
    }

    private static boolean isOurs(JavaClass type) {
        return !type.isArray() && type.getPackageName().startsWith("tutti.");
    }

    private static String name(JavaCodeUnit unit) {
        return unit.getOwner().getName() + "." + unit.getName();
    }

    private static String name(JavaCodeUnitAccess<?> call) {
        return call.getTargetOwner().getName() + "." + call.getTarget().getName();
    }
}
