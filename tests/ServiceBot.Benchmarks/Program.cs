using ServiceBot.Benchmarks;
using ServiceBot.Benchmarks.Desk;
using ServiceBot.Benchmarks.Import;
using ServiceBot.Benchmarks.Insight;
using ServiceBot.Benchmarks.Language;
using ServiceBot.Benchmarks.Linking;
using ServiceBot.Benchmarks.Records;

return args switch
{
    ["turns", .. var rest] => await TurnsBenchmark.RunAsync(rest),
    ["activities"] => ActivitiesBenchmark.Run(),
    ["growth"] => await GrowthBenchmark.RunAsync(),
    ["soak", .. var rest] => await SoakBenchmark.RunAsync(rest),
    ["desk", .. var rest] => await DeskBenchmark.RunAsync(rest),
    ["insight", .. var rest] => InsightBenchmark.Run(rest),
    ["language", .. var rest] => LanguageBenchmark.Run(rest),
    ["linking", .. var rest] => LinkingBenchmark.Run(rest),
    ["sales", .. var rest] => await SalesBenchmark.RunAsync(rest),
    ["import", .. var rest] => await ImportBenchmark.RunAsync(rest),
    ["records", .. var rest] => await RecordsBenchmark.RunAsync(rest),
    ["features", .. var rest] => await FeaturesBenchmark.RunAsync(rest),
    ["training", .. var rest] => await TrainingBenchmark.RunAsync(rest),
    ["privacy", .. var rest] => await PrivacyBenchmark.RunAsync(rest),
    ["sockets"] => await SocketsBenchmark.RunAsync(),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("""
        Benchmarks of the product. Build it in Release first: dotnet build -c Release

          turns [--turns N]   turns per second over /api/messages and Direct Line with 1, 16 and 64 conversations,
                              also where replies fail or are cut; beside an echo bot on Microsoft's JavaScript SDK (npm fetches it the first time)
          activities          reading and writing activities, beside System.Text.Json on plain classes
          growth              p99 with 1,000 and with 100,000 conversations in the file
          desk [--rows N] [--agents N] [--changes N] [--rounds N] [--only sqlite|postgres] [--sqlite PATH] [--postgres CONNECTION]
                              every page of the desk, the search and the reports over a year of 1,000,000 requests, each beside how long it may
                              take, while 200 agents' screens follow what happens and 10 changes a second are made; on a file and a PostgreSQL
                              of its own, or on yours: they are filled if they are empty, and measured again if it has filled them
          insight --data FOLDER [--only models|clusters|forecasts|value|suggestions|experiments] [--out FILE]
                              churn models beside scikit-learn (Debian's python3-sklearn, where it is installed), segments, forecasts and suggestions on public sets; writes a page of tables
          language --data FOLDER [--only intents|curve|own|hostile|entities|parts|sentiment|language,…] [--sets NAME,NAME] [--out FILE]
                              how well messages are understood, on public sets, beside plain baselines written here: intents by the linear and the full
                              model, clean and mistyped, and with few examples; the shipped bot by cross-validation; a megabyte of anything; values,
                              several matters in a message, sentiment, languages; writes a page of tables
          linking [--records N] [--seed N]
                              finds the persons among 1,000,000 synthetic records, a fifth of whom have several; adds new ones and looks each up before
          sales [--opportunities N]
                              reads the board, lists, the forecast and the history of 20,000 opportunities in a file, and computes distributions
          import [--rows N] [--postgres CONNECTION] [--product]
                              stores, tries, imports and takes back a file of 1,000,000 customers by the command line, beside putting the same rows into
                              one plain table; with --product over HTTP, while the search index and the linking of records follow
          features [--customers N] [--only sqlite|postgres] [--postgres CONNECTION]
                              computes the figures of 1,000,000 customers with 10,000,000 things that happened, and of those to whom something happens
          records [--customers N] [--only sqlite|postgres] [--postgres CONNECTION]
                              lists and pages of 1,000,000 customers with 10,000,000 entries in their time lines, each beside how long it may take, and
                              looking up who may be the same; on a file and a PostgreSQL of its own, or on one of yours: it is
                              filled if it is empty, and measured again if it has filled it
          training [--customers N] [--rounds N]
                              p99 of turns without and with a training of models in the background, over 10,000 simulated customers
          privacy [--rows N]  gives one customer of a year of 100,000 requests all that is held of them, and erases them, while somebody else writes
          sockets             memory of 10,000 open streams, 1,000 conversations at once, and how soon a message is there
          soak [--minutes N] [--conversations N] [--seed N] [--pause SECONDS]
                              500 conversations for 30 minutes, streams dropped at random, the product killed twice: counts what is lost, doubled or out of order
        """);
    return 2;
}
