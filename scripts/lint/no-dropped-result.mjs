// @ts-check
import { ESLintUtils } from "@typescript-eslint/utils";

/** An expected failure is a value: a call that answers with a Result, and nobody looks, hides it. */
export const noDroppedResult = ESLintUtils.RuleCreator.withoutDocs({
  meta: { type: "problem", schema: [], messages: { dropped: "This call answers with a Result that nobody looks at: handle it, or write `void` before it with a comment that says why." } },
  defaultOptions: [],
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    /** @param {import("typescript").Type} type */
    const isResult = (type) => {
      const parts = type.isUnion() ? type.types : [];
      return parts.length >= 2 && parts.every((part) => part.getProperty("ok") !== undefined) && parts.some((part) => part.getProperty("error") !== undefined);
    };
    return {
      ExpressionStatement(node) {
        // What is kept in a variable is looked at by whoever reads that.
        if (node.expression.type === "AssignmentExpression") return;
        const type = services.getTypeAtLocation(node.expression);
        if (isResult(checker.getAwaitedType(type) || type)) context.report({ node, messageId: "dropped" });
      },
    };
  },
});
