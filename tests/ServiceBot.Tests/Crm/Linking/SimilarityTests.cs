using ServiceBot.Crm.Linking;

namespace ServiceBot.Tests.Crm.Linking;

[TestClass]
public sealed class SimilarityTests
{
    [TestMethod]
    [DataRow("MARTHA", "MARHTA", 0.944444, 0.961111)]
    [DataRow("DWAYNE", "DUANE", 0.822222, 0.84)]
    [DataRow("DIXON", "DICKSONX", 0.766667, 0.813333)]
    [DataRow("CRATE", "TRACE", 0.733333, 0.733333)]
    [DataRow("JONES", "JOHNSON", 0.790476, 0.832381)]
    [DataRow("ABROMS", "ABRAMS", 0.888889, 0.922222)]
    [DataRow("NICHLESON", "NICHULSON", 0.925926, 0.955556)]
    [DataRow("MASSEY", "MASSIE", 0.888889, 0.933333)]
    [DataRow("SHACKLEFORD", "SHACKELFORD", 0.969697, 0.981818)]
    [DataRow("MICHELLE", "MICHAEL", 0.869048, 0.921429)]
    [DataRow("DUNNINGHAM", "CUNNIGHAM", 0.896296, 0.896296)]
    [DataRow("ITMAN", "SMITH", 0.466667, 0.466667)]
    [DataRow("ABCD", "AXYZ", 0.5, 0.5)]
    [DataRow("ABC", "XYZ", 0, 0)]
    [DataRow("", "ABC", 0, 0)]
    public void Jaro_and_Winkler_are_those_of_the_reference(string a, string b, double jaro, double winkler)
    {
        Assert.AreEqual(jaro, JaroWinkler.Jaro(a, b), 5e-7);
        Assert.AreEqual(winkler, JaroWinkler.Of(a, b), 5e-7);
        Assert.AreEqual(winkler, JaroWinkler.Of(b, a), 5e-7);
    }

    [TestMethod]
    [DataRow("robert", "R163")]
    [DataRow("rupert", "R163")]
    [DataRow("tymczak", "T522")]
    [DataRow("pfister", "P236")]
    [DataRow("honeyman", "H555")]
    [DataRow("ashcraft", "A261")]
    [DataRow("lee", "L000")]
    [DataRow("王", null)]
    [DataRow("", null)]
    public void Soundex_is_that_of_the_National_Archives(string name, string? code) => Assert.AreEqual(code, Soundex.Of(name));
}
