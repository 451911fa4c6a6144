package tutti.lint;

/// A file out of format, which Spotless must refuse.
final class Fixture
{
  private Fixture() { }
}
