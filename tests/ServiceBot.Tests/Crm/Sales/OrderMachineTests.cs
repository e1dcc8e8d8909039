using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Orders;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class OrderMachineTests
{
    private static readonly OrderStepKind[] Steps = [.. Enum.GetValues<OrderStepKind>().Except([OrderStepKind.Create, OrderStepKind.Change])];

    private static OrderState New => OrderState.Of(30.30m, [2, 1]);

    [TestMethod]
    [DataRow("confirm fulfil ship deliver", "Delivered Unpaid")]
    [DataRow("pay confirm fulfil ship deliver return refund", "Returned Refunded")]
    [DataRow("pay:10 pay", "Created Paid")]
    [DataRow("pay:10 refund:4", "Created PartRefunded")]
    [DataRow("pay:10 confirm cancel", "Cancelled PartPaid")]
    [DataRow("confirm fulfil:1x1 fulfil:1x1", "PartFulfilled Unpaid")]
    [DataRow("confirm fulfil:1x1 fulfil:1x1 fulfil:2x1 ship return:1x1", "PartReturned Unpaid")]
    [DataRow("confirm fulfil:1x1 fulfil ship deliver return:1x1 return", "Returned Unpaid")]
    public void Steps_lead_from_status_to_status(string steps, string expected)
    {
        var state = steps.Split(' ').Aggregate(New, (now, step) => Assert.IsInstanceOfType<OrderMoveOutcome.Moved>(OrderMachine.Apply(now, Read(step), "USD"), step).State);

        Assert.AreEqual(expected, $"{state.Status} {state.Payment}");
    }

    [TestMethod]
    public void Every_status_says_what_is_possible()
    {
        var table = string.Join('\n', Enum.GetValues<OrderStatus>().Select(status =>
            $"{status}: {string.Join(' ', OrderMachine.Allowed(New with { Status = status, Fulfilled = [2, 1] }))}"));

        Assert.AreEqual("""
            Created: Confirm Change Cancel Pay
            Confirmed: Fulfil Change Cancel Pay
            PartFulfilled: Fulfil Pay
            Fulfilled: Ship Pay
            Shipped: Deliver Return Pay
            Delivered: Return Pay
            PartReturned: Return Pay
            Returned:|
            Cancelled:|
            """.Replace("|", " ", StringComparison.Ordinal), table);
        Assert.AreEqual("Refund", string.Join(' ', OrderMachine.Allowed(New with { Status = OrderStatus.Cancelled, Paid = 5 })), "money that was paid can be given back");
    }

    [TestMethod]
    [DataRow("pay:30.31", "amount")]
    [DataRow("pay:0", "amount")]
    [DataRow("pay:1.005", "amount", DisplayName = "a half cent")]
    [DataRow("pay:10 refund:10.01", "amount")]
    [DataRow("pay:10 refund:10 refund", "not now")]
    [DataRow("confirm fulfil:3x1", "lines[0].line")]
    [DataRow("confirm fulfil:1x2.5", "lines[0].quantity")]
    [DataRow("confirm fulfil:1x-1", "lines[0].quantity")]
    [DataRow("confirm fulfil:1x1 ship", "not now")]
    [DataRow("confirm fulfil ship return:1x1 return:1x2", "lines[0].quantity")]
    [DataRow("cancel pay", "not now")]
    [DataRow("confirm confirm", "not now")]
    public void What_is_more_than_is_left_or_not_possible_is_refused(string steps, string expected)
    {
        var all = steps.Split(' ');
        var state = all[..^1].Aggregate(New, (now, step) => Assert.IsInstanceOfType<OrderMoveOutcome.Moved>(OrderMachine.Apply(now, Read(step), "USD"), step).State);

        Assert.AreEqual(expected, OrderMachine.Apply(state, Read(all[^1]), "USD") is OrderMoveOutcome.Wrong wrong ? wrong.Field : "not now");
    }

    [TestMethod]
    public void Whatever_is_tried_balances_are_right_and_the_log_replayed_is_the_state() => Prop.ForAll(
        (from kind in Gen.Elements(Steps)
         from line in Gen.Choose(0, 3)
         from halves in Gen.Choose(-1, 5)
         from cents in Gen.Choose(-100, 4_000)
         from whole in Gen.Elements(true, false)
         select whole ? new OrderMove(kind) : new OrderMove(kind, kind is OrderStepKind.Fulfil or OrderStepKind.Return ? [new(line, halves / 2m)] : null, kind is OrderStepKind.Pay or OrderStepKind.Refund ? cents / 100m : null))
            .ArrayOf(40).ToArbitrary(),
        moves =>
        {
            var (state, log) = (New, new List<OrderMove>());
            foreach (var move in moves)
            {
                var allowed = OrderMachine.Allowed(state).Contains(move.Kind);
                var outcome = OrderMachine.Apply(state, move, "USD");
                Assert.AreEqual(allowed, outcome is not OrderMoveOutcome.NotNow, "what is said to be possible is, and nothing else");
                if (outcome is OrderMoveOutcome.Moved moved)
                {
                    (state, _) = (moved.State, moved.Move);
                    log.Add(moved.Move);
                }

                Assert.IsTrue(state.Refunded >= 0 && state.Refunded <= state.Paid && state.Paid <= state.Total);
                Assert.AreEqual(log.Where(step => step.Kind == OrderStepKind.Pay).Sum(step => step.Amount), state.Paid);
                Assert.AreEqual(log.Where(step => step.Kind == OrderStepKind.Refund).Sum(step => step.Amount), state.Refunded);
                for (var i = 0; i < 2; i++)
                {
                    Assert.IsTrue(state.Returned[i] >= 0 && state.Returned[i] <= state.Fulfilled[i] && state.Fulfilled[i] <= state.Ordered[i]);
                }

                Assert.AreEqual(state.Status is OrderStatus.Fulfilled or OrderStatus.Shipped or OrderStatus.Delivered or OrderStatus.PartReturned or OrderStatus.Returned, state.Fulfilled.SequenceEqual(state.Ordered), $"{state.Status}");
                Assert.AreEqual(state.Status == OrderStatus.Returned, state.Returned.SequenceEqual(state.Ordered));
                Assert.IsTrue(state.Status is OrderStatus.PartReturned or OrderStatus.Returned || state.Returned.Sum() == 0);
            }

            var replayed = log.Aggregate(New, (now, move) => ((OrderMoveOutcome.Moved)OrderMachine.Apply(now, move, "USD")).State);
            Assert.AreEqual(Shown(state), Shown(replayed));
        }).QuickCheckThrowOnFailure();

    private static string Shown(OrderState state) => $"{state.Status} {state.Paid} {state.Refunded} {string.Join(',', state.Fulfilled)} {string.Join(',', state.Returned)}";

    private static OrderMove Read(string step)
    {
        var (kind, rest) = step.Split(':') is [var name, var text] ? (name, text) : (step, null);
        var parts = rest?.Split('x');
        decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        return new(
            Enum.Parse<OrderStepKind>(kind, ignoreCase: true), parts is [var line, var quantity] ? [new(int.Parse(line, System.Globalization.CultureInfo.InvariantCulture), Number(quantity))] : null, parts is [var amount] ? Number(amount) : null);
    }
}
