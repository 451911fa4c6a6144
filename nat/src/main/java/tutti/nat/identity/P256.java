package tutti.nat.identity;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EllipticCurve;
import java.util.Arrays;

/// Public keys on the curve P-256 as uncompressed points: 4, x and y in 32 bytes each (SEC 1, section 2.3.3).
///
/// Thread: any (stateless).
public final class P256 {
    /// How long a point is.
    public static final int POINT_BYTES = 65;

    static final String CURVE = "secp256r1";

    private static final int COORDINATE_BYTES = 32;
    private static final byte UNCOMPRESSED = 4;

    private P256() {}

    /// The curve.
    public static ECParameterSpec curve() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(CURVE));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    static boolean isCurveOf(ECPublicKey key) {
        ECParameterSpec p256 = curve();
        return key.getParams().getCurve().equals(p256.getCurve())
                && key.getParams().getGenerator().equals(p256.getGenerator())
                && key.getParams().getOrder().equals(p256.getOrder());
    }

    /// Writes a key of this curve.
    public static byte[] encode(ECPublicKey key) {
        byte[] point = new byte[POINT_BYTES];
        point[0] = UNCOMPRESSED;
        put(key.getW().getAffineX(), point, 1);
        put(key.getW().getAffineY(), point, 1 + COORDINATE_BYTES);
        return point;
    }

    private static void put(BigInteger coordinate, byte[] point, int at) {
        byte[] bytes = coordinate.toByteArray();
        int numBytes = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - numBytes, point, at + COORDINATE_BYTES - numBytes, numBytes);
    }

    /// Reads what [#encode] wrote.
    ///
    /// @throws InvalidKeyException if it is not a point of the curve
    public static ECPublicKey decode(byte[] point) throws InvalidKeyException {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
            throw new InvalidKeyException("This is not an uncompressed point of P-256.");
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE_BYTES));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE_BYTES, POINT_BYTES));
        ECParameterSpec p256 = curve();
        if (!isOn(p256.getCurve(), x, y)) {
            throw new InvalidKeyException("This point is not on the curve P-256.");
        }
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), p256));
        } catch (GeneralSecurityException e) {
            throw broken(e);
        }
    }

    /// SEC 1, section 3.2.2.1: `y^2 = x^3 + ax + b` modulo p, both coordinates below p. The cofactor is 1.
    private static boolean isOn(EllipticCurve curve, BigInteger x, BigInteger y) {
        BigInteger p = ((ECFieldFp) curve.getField()).getP();
        BigInteger right =
                x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB()).mod(p);
        return x.compareTo(p) < 0 && y.compareTo(p) < 0 && y.multiply(y).mod(p).equals(right);
    }

    private static IllegalStateException broken(GeneralSecurityException e) {
        return new IllegalStateException("This Java does not know P-256; install a complete JDK 25 or later.", e);
    }
}
