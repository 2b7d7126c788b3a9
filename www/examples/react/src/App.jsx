// A figure in React: its attributes are the app's state, its events change the app's state, and a
// ref has its methods.

import { useRef, useState } from "react";
import "xor-lab";

const START = { preset: "corrected", "learning-rate": "1.4", hidden: "2", loss: "cross-entropy" };

export function App() {
  const [settings, setSettings] = useState(START);
  const [moment, setMoment] = useState({ epoch: 0, loss: NaN });
  const [shown, setShown] = useState(true);
  const figure = useRef(null);

  const choose = ({ target }) => setSettings({ ...settings, [target.name]: target.value });

  return (
    <main>
      <h1>A figure in React</h1>
      <form>
        <label>Preset <select name="preset" value={settings.preset} onChange={choose}>
          <option value="corrected">Corrected</option>
          <option value="as-published">As published</option>
        </select></label>
        <label>Learning rate <input name="learning-rate" type="range" min="0.1" max="3" step="0.1" value={settings["learning-rate"]} onChange={choose} /> <output>{settings["learning-rate"]}</output></label>
        <label>Hidden neurons <select name="hidden" value={settings.hidden} onChange={choose}>
          <option>2</option>
          <option>4</option>
          <option value="4 4">4 and 4</option>
        </select></label>
        <label>Loss <select name="loss" value={settings.loss} onChange={choose}>
          <option value="cross-entropy">Cross-entropy</option>
          <option value="squared-error">Squared error</option>
        </select></label>
      </form>
      <p>
        <button type="button" onClick={() => figure.current.runTo(5000)} disabled={!shown}>Run to 5,000</button>
        <button type="button" onClick={() => setShown(!shown)}>{shown ? "Take it away" : "Bring it back"}</button>
        <output id="moment">epoch {moment.epoch}, loss {moment.loss.toFixed(4)}</output>
      </p>
      {shown && (
        <xor-lab ref={figure} {...settings} views="surface loss hidden" onepoch={({ detail }) => setMoment(detail)}>
          A network that learns XOR.
        </xor-lab>
      )}
    </main>
  );
}
