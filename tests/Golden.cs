namespace ServiceBot.Testing;

/// <summary>Files that are written from the product, and kept for people to read.</summary>
internal static class Golden
{
    /// <summary>Holds a file to what the product says; when it differs, the new text lies in <c>artifacts/</c>.</summary>
    public static void Equal(string expected, params string[] path)
    {
        var file = Repository.At(path);
        if (File.Exists(file) && File.ReadAllText(file).ReplaceLineEndings("\n") == expected)
        {
            return;
        }

        Directory.CreateDirectory(Repository.At("artifacts"));
        var actual = Repository.At("artifacts", path[^1]);
        File.WriteAllText(actual, expected);
        Assert.Fail($"{Path.Combine(path)} is not what the product says. Compare it with artifacts/{path[^1]}, and copy that over it when the difference is wanted.");
    }
}
