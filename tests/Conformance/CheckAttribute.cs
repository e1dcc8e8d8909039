using System.Reflection;
using System.Runtime.CompilerServices;

namespace ServiceBot.Testing;

/// <summary>Who stands at the other end of a check.</summary>
internal enum Peer
{
    /// <summary>The test itself, by the specification.</summary>
    Test,

    /// <summary>Microsoft's SDK for bots: <c>botbuilder</c> and <c>botframework-connector</c> in Node.</summary>
    BotBuilder,

    /// <summary>Microsoft's Direct Line client: <c>botframework-directlinejs</c> in Node.</summary>
    DirectLineJs,

    /// <summary>Microsoft's Web Chat in Chromium.</summary>
    WebChat,
}

/// <summary>
/// A test of one numbered promise of the protocols; it stands in the place of <c>[TestMethod]</c>. A number may have several tests. <c>./test.sh</c>
/// makes <c>docs/protocol-conformance.md</c> of them all. A promise that does not apply is a test that says why: <c>Assert.Inconclusive(reason)</c>.
/// </summary>
/// <param name="number">The check's number, 1 to 61.</param>
/// <param name="promise">What holds, in one sentence.</param>
/// <param name="file">Where the test stands.</param>
/// <param name="line">Its line.</param>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CheckAttribute(int number, string promise, [CallerFilePath] string file = "", [CallerLineNumber] int line = 0)
    : TestMethodAttribute(file, line)
{
    private static readonly string? Record = Environment.GetEnvironmentVariable("SERVICEBOT_CHECKS");
    private static readonly Lock Gate = new();

    /// <summary>Who stands at the other end. Default: the test itself.</summary>
    public Peer Peer { get; init; }

    /// <inheritdoc/>
    public override async Task<TestResult[]> ExecuteAsync(ITestMethod testMethod)
    {
        var results = await base.ExecuteAsync(testMethod);
        if (Record is not null)
        {
            lock (Gate)
            {
                File.AppendAllLines(Record, results.Select(result => string.Join('\t', number, promise, Peer, NameOf(testMethod.MethodInfo), ResultOf(result))));
            }
        }

        return results;
    }

    private static string NameOf(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static string ResultOf(TestResult result) => result.Outcome switch
    {
        UnitTestOutcome.Passed => "passed",
        UnitTestOutcome.Inconclusive => $"not applicable: {result.TestFailureException?.Message.Replace("Assert.Inconclusive. ", "", StringComparison.Ordinal).ReplaceLineEndings(" ")}",
        _ => "failed",
    };
}
