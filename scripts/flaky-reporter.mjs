// Names the tests that passed only when they were tried again, with what went wrong first: nothing is hidden by a retry.
/** A screen, and the sentence about it. */
const mostLines = 60;

export default class FlakyReporter {
  onTestRunEnd(modules) {
    const flaky = [...modules].flatMap(module =>
      [...module.children.allTests()].filter(test => test.diagnostic()?.flaky),
    );
    for (const test of flaky) {
      console.log(`Passed only on another try: ${test.module.relativeModuleId} > ${test.fullName}`);
      for (const { message } of test.result().errors ?? [])
        console.log(message.split('\n').slice(0, mostLines).join('\n'));
    }
  }
}
